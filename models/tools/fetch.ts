import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointError } from '../../src/checkpoint/error.ts';
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.ts';
import { transfer } from '../../src/checkpoint/transfer.ts';
import { RELEASES, type Release } from '../../src/content/releases.ts';
import { networkPrefixes } from '../../src/model/network-prefixes.ts';
import {
  CHECKPOINT_HELP,
  CHECKPOINT_OPTIONS,
  overridesOf,
  readArguments,
  ToolError,
  UsageError,
  withPath,
  type Command,
  type Surroundings,
} from './command.ts';
import { withFiles } from './file-source.ts';
import { build } from './load.ts';
import { megabytes, writeModelFolder } from './model-folder.ts';
import { requireId, withReservation } from './reservation.ts';
import { say } from './say.ts';

const TERMS: Record<Release['terms'], string> = {
  none: 'Published by the authors of vHeat without a licence: for your own study only.',
  apache: 'Apache-2.0.',
};

/** What the model card says of a release. */
function cardOf({ id, top1 }: Release): string {
  const work =
    id === 'deit-tiny'
      ? 'DeiT-Tiny of "Training data-efficient image transformers & distillation through attention" (arXiv 2012.12877)'
      : `The authors' weights of "vHeat: Building Vision Models upon Heat Conduction" (arXiv 2405.16555)`;
  return `${work}, trained on ImageNet-1k; published top-1 accuracy ${top1} % at 224 pixels.`;
}

const NAMES = RELEASES.map(({ id }) => id).join(', ');

export const fetchModel: Command = {
  help: `npm run model -- fetch <name|url> [options]

Downloads weights, verifies them and makes a model folder of the app from them, float16 in parts. A connection that
breaks is taken up where it broke; nothing is left behind when the download fails.
Names: ${NAMES}.

  --id <id>             the folder's name (default: the name, or the file's)
  --from <url>          another address of a named file
  --sha256 <hex>        what the file must hash to
  --force               replace a model folder
${CHECKPOINT_HELP}`,

  async run(args, surroundings) {
    const { values, positionals } = readArguments(args, {
      ...CHECKPOINT_OPTIONS,
      id: { type: 'string' },
      from: { type: 'string' },
      sha256: { type: 'string' },
      force: { type: 'boolean', default: false },
    });
    if (positionals.length !== 1) throw new UsageError('fetch needs one name or address.');
    const [what] = positionals;
    const release = RELEASES.find(({ id }) => id === what) ?? null;
    const url = httpAddress(values.from ?? release?.url ?? what);
    const id = values.id ?? (release ? what : idOf(url));
    requireId(id);
    const overrides = overridesOf(values);
    await withReservation(join(surroundings.models, id), values.force, (reservation) =>
      withScratch(async (scratch) => {
        const file = join(scratch, 'download');
        const sha256 = await fetchVerified(url, file, values.sha256?.toLowerCase(), surroundings);
        const { signal } = surroundings;
        const options = { variant: values.variant, networks: networkPrefixes, signal };
        const loaded = await withFiles([file], async (source) =>
          build(await readCheckpoint(source, options), url.href, overrides),
        );
        if (release && loaded.report.name !== release.network) {
          throw new ToolError(
            'other-model',
            `${url.href} holds ${loaded.report.name}, expected ${release.network}. Check the address.`,
          );
        }
        const facts = {
          name: release?.network ?? loaded.report.name,
          dtype: 'f16',
          origin: `<${url.href}> (SHA-256 ${sha256})`,
          licence: release ? TERMS[release.terms] : undefined,
          card: release ? cardOf(release) : undefined,
        } as const;
        const config = await writeModelFolder(reservation, loaded, facts, signal);
        for (const note of loaded.report.notes) surroundings.remark(`note: ${say(note)}`);
        const bytes = config.weights.reduce((sum, part) => sum + part.bytes, 0);
        surroundings.print(`${reservation.folder}  ${config.name}  ${megabytes(bytes)}`);
      }),
    );
  },
};

/** A folder for the download that is gone afterwards. */
async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const scratch = await withPath(tmpdir(), () => mkdtemp(join(tmpdir(), 'vheat-fetch-')));
  try {
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function httpAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new UsageError(`"${text}" is neither a known model (${NAMES}) nor an http address.`);
}

/** Letters of an id. */
const MAX_ID = 64;

/** The last part of the path, as an id may be written. */
function idOf(url: URL): string {
  const stem = url.pathname.replace(/^.*\//, '').replace(/\.\w+$/, '');
  return (
    stem
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '')
      .slice(0, MAX_ID) || 'model'
  );
}

/** Downloads to a file; one that does not hash as told is fetched once more. */
async function fetchVerified(
  url: URL,
  path: string,
  expected: string | undefined,
  surroundings: Surroundings,
): Promise<string> {
  for (let attempt = 0; attempt < 2; attempt++) {
    await fetchTo(url, path, surroundings);
    const sha256 = await hashOf(path, surroundings.signal);
    if (expected === undefined || sha256 === expected) return sha256;
  }
  throw new ToolError(
    'download-integrity',
    `The file at ${url.href} is not the expected one: its SHA-256 does not match, twice. Check the address and the hash.`,
  );
}

async function fetchTo(url: URL, path: string, surroundings: Surroundings): Promise<void> {
  const handle = await withPath(path, () => open(path, 'w'));
  let position = 0;
  let tenths = 0;
  try {
    await transfer({
      url: url.href,
      bytes: null,
      signal: surroundings.signal,
      sink: {
        async write(chunk) {
          await withPath(path, () => handle.write(chunk, 0, chunk.length, position));
          position += chunk.length;
        },
        async restart() {
          await handle.truncate(0);
          position = 0;
        },
      },
      onProgress(loaded, total) {
        const done = total === null ? 0 : Math.floor((10 * loaded) / total);
        if (total === null || done === tenths) return;
        tenths = done;
        surroundings.remark(`${megabytes(loaded)} of ${megabytes(total)}`);
      },
    });
  } catch (error) {
    throw isUnreachable(error) ? unreachable(url, error) : error;
  } finally {
    await handle.close();
  }
}

function isUnreachable(error: unknown): error is CheckpointError {
  return error instanceof CheckpointError && error.code === 'download-unreachable';
}

/** What the system says of a connection that could not be made. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of its host cannot be looked up',
  ECONNREFUSED: 'its host refuses the connection',
  ECONNRESET: 'its host ended the connection',
  ETIMEDOUT: 'its host does not answer',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'there is no network',
};

function unreachable(url: URL, error: CheckpointError): ToolError {
  // fetch says "fetch failed"; its cause knows why.
  const { cause } = (error.cause ?? {}) as { cause?: { code?: string; message?: string } };
  const code = cause?.code ?? '';
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : cause?.message;
  const why = known ?? 'the connection failed';
  return new ToolError(
    'download-unreachable',
    `Could not download ${url.href}: ${why}. Check the address and the network connection.`,
    { cause: error },
  );
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
