import { CheckpointError } from './error.ts';

/**
 * Where networks begin among the names of tensors: the prefix of each, '' for names as they are. Given by whoever knows
 * the networks.
 */
export type FindNetworks = (names: ReadonlySet<string>) => readonly string[];

export interface CandidateChoice {
  /** The set of weights to take, such as `model_ema`; the trained weights by default. */
  readonly variant?: string | undefined;
  readonly networks?: FindNetworks | undefined;
}

/** One set of weights that a file offers. */
export interface Candidate<T> {
  /** The entry of the file that holds it; null for the file itself. */
  readonly path: string | null;
  /** What to call it: the entry, and the prefix where that holds several; null for the file itself. */
  readonly name: string | null;
  /** What its names began with. */
  readonly prefix: string;
  /** By their names without the prefix. */
  readonly weights: ReadonlyMap<string, T>;
  /** First parts of the names beside it that belong to no network. */
  readonly beside: readonly string[];
  /** Whether somebody who knows networks found one here. */
  readonly isNetwork: boolean;
}

/** What wrappers put into names: DistributedDataParallel, torch.compile, FSDP and activation checkpoints. */
const OUTERMOST = /^(module|_orig_mod|_fsdp_wrapped_module)\./;
const ANYWHERE = /(^|\.)(_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)(?=\.)/g;

/** Where training scripts put the weights, the ones to prefer first; null is the file itself. */
const USUAL: readonly (string | null)[] = [
  ...['model', 'state_dict', 'model_state_dict', 'model_ema', 'state_dict_ema'],
  ...[null, 'teacher', 'student'],
];

/**
 * The sets of weights in one dict of tensors, told apart by the prefixes of their names: a prefix that all weights
 * share is taken off; of several networks side by side each is a candidate.
 */
export function candidatesIn<T>(
  path: string | null,
  tensors: ReadonlyMap<string, T>,
  networks: FindNetworks = () => [],
): Candidate<T>[] {
  const { prefix: wrapper, weights: bare } = withoutWrappers(tensors);
  const prefixes = networks(new Set(bare.keys()));
  const beside = [...bare.keys()].filter((key) => !prefixes.some((start) => key.startsWith(start)));
  const common = { path, beside: [...new Set(beside.map((key) => key.split('.')[0]))] };
  if (prefixes.length === 0)
    return [
      { ...common, name: path, prefix: wrapper, weights: bare, beside: [], isNetwork: false },
    ];
  return prefixes.map((prefix) => ({
    ...common,
    name: prefixes.length === 1 || prefix === '' ? path : joined(path, prefix.slice(0, -1)),
    prefix: wrapper + prefix,
    weights: below(bare, prefix, prefixes),
    isNetwork: true,
  }));
}

/**
 * Chooses among all candidates of a file; where there are networks, nothing else is one.
 * @returns the chosen one, and all that it was chosen among
 * @throws {CheckpointError} `no-variant`
 */
export function choose<T>(
  found: readonly Candidate<T>[],
  variant: string | undefined,
): { chosen: Candidate<T> | undefined; candidates: readonly Candidate<T>[] } {
  const networks = found.filter(({ isNetwork }) => isNetwork);
  const candidates = networks.length > 0 ? networks : found;
  if (variant === undefined) {
    const rank = ({ name }: Candidate<T>) => {
      const usual = USUAL.indexOf(name === null ? null : (name.split('.').pop() ?? name));
      return usual < 0 ? USUAL.length : usual;
    };
    return { chosen: [...candidates].sort((a, b) => rank(a) - rank(b)).at(0), candidates };
  }
  // The last part of a name is enough where it tells them apart.
  const exact = candidates.filter(({ name }) => name === variant);
  const ending = candidates.filter(({ name }) => name?.endsWith(`.${variant}`));
  const matches = exact.length > 0 ? exact : ending;
  if (matches.length === 1) return { chosen: matches[0], candidates };
  throw new CheckpointError('no-variant', { variant, variants: namesOf(candidates) });
}

export function namesOf(candidates: readonly Candidate<unknown>[]): string[] {
  return candidates.flatMap(({ name }) => (name === null ? [] : [name]));
}

function joined(name: string | null, prefix: string): string {
  return name === null ? prefix : `${name}.${prefix}`;
}

/** Names below a prefix, without those of networks further inside. */
function below<T>(
  weights: ReadonlyMap<string, T>,
  prefix: string,
  prefixes: readonly string[],
): ReadonlyMap<string, T> {
  const inner = prefixes.filter(
    (other) => other.length > prefix.length && other.startsWith(prefix),
  );
  return new Map(
    [...weights]
      .filter(([key]) => key.startsWith(prefix) && !inner.some((other) => key.startsWith(other)))
      .map(([key, weight]) => [key.slice(prefix.length), weight]),
  );
}

/** Takes off what wrappers put before every name, in any order, and some of them in the middle. */
function withoutWrappers<T>(tensors: ReadonlyMap<string, T>): {
  prefix: string;
  weights: ReadonlyMap<string, T>;
} {
  let prefix = '';
  let weights = tensors;
  for (;;) {
    const first = [...weights.keys()].at(0);
    const found = first === undefined ? null : OUTERMOST.exec(first);
    const start = found?.[0];
    if (start === undefined || ![...weights.keys()].every((key) => key.startsWith(start))) break;
    weights = new Map([...weights].map(([key, weight]) => [key.slice(start.length), weight]));
    prefix += start;
  }
  const clean = new Map(
    [...weights].map(([key, weight]) => [key.replace(ANYWHERE, '').replace(/^\./, ''), weight]),
  );
  return { prefix, weights: clean.size === weights.size ? clean : weights };
}
