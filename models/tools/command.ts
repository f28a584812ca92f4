import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CodedError } from '../../src/coded/coded.ts';
import type { Overrides } from '../../src/model/recognise.ts';

type OptionTable = NonNullable<ParseArgsConfig['options']>;

/** What a command may touch: where it writes, where the models are, how it is stopped. */
export interface Surroundings {
  /** Results, a line each. */
  readonly print: (line: string) => void;
  /** Everything that is not a result: progress and remarks. */
  readonly remark: (line: string) => void;
  /** Folder of the model folders and their catalogue. */
  readonly models: string;
  readonly signal: AbortSignal;
}

export interface Command {
  /** Shown by `--help`. */
  readonly help: string;
  run(args: readonly string[], surroundings: Surroundings): Promise<void>;
}

/** A command line that makes no sense; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something about the user's files that went wrong; exit code 1. */
export class ToolError extends Error {
  override readonly name = 'ToolError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Options of every command that reads a checkpoint: what its tensors cannot say. */
export const CHECKPOINT_OPTIONS = {
  variant: { type: 'string' },
  heads: { type: 'string' },
  grid: { type: 'string' },
  'post-norm': { type: 'boolean' },
  'pre-norm': { type: 'boolean' },
  'input-size': { type: 'string' },
  mean: { type: 'string' },
  std: { type: 'string' },
} as const satisfies OptionTable;

export const CHECKPOINT_HELP = `  --variant <name>      the weights to take, such as model_ema (default: model)
  --heads <n>           attention heads of a ViT (default: width / 64)
  --grid <rows>x<columns>
                        how the patches of a ViT lie (default: a square)
  --post-norm, --pre-norm
                        where a vHeat has its norms (default: as the file says)
  --input-size <pixels> side of the input (default: the file's own)
  --mean <r,g,b>, --std <r,g,b>
                        normalisation (default: ImageNet's)`;

interface CheckpointValues {
  readonly heads?: string | undefined;
  readonly grid?: string | undefined;
  readonly 'post-norm'?: boolean | undefined;
  readonly 'pre-norm'?: boolean | undefined;
  readonly 'input-size'?: string | undefined;
  readonly mean?: string | undefined;
  readonly std?: string | undefined;
}

/** The overrides that the options of a command line ask for. */
export function overridesOf(values: CheckpointValues): Overrides {
  if (values['post-norm'] && values['pre-norm']) {
    throw new UsageError('--post-norm and --pre-norm exclude each other.');
  }
  return {
    heads: wholeNumber('--heads', values.heads),
    grid: gridOf(values.grid),
    postNorm: values['post-norm'] ? true : values['pre-norm'] ? false : undefined,
    inputSize: wholeNumber('--input-size', values['input-size']),
    mean: numbers(values.mean),
    std: numbers(values.std),
  };
}

/** Reads a command line; throws UsageError for options that do not exist. */
export function readArguments<const T extends OptionTable>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

/** A number of an option; throws UsageError for other text. */
export function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`${option} needs a whole number.`);
  return Number(text);
}

function gridOf(text: string | undefined): [rows: number, columns: number] | undefined {
  if (text === undefined) return undefined;
  const [, rows, columns] = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(text) ?? [];
  if (!rows) throw new UsageError('--grid needs rows and columns, such as 8x2.');
  return [Number(rows), Number(columns)];
}

function numbers(text: string | undefined): number[] | undefined {
  return text?.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
}

/** Runs an action on a path and says so in one sentence when the system refuses. */
export async function withPath<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ToolError('file', `${path}: ${REASONS[error.code] ?? error.message}.`, {
      cause: error,
    });
  }
}

/** As `withPath`, for a path that is to be made. */
export async function withTarget<T>(path: string, action: () => Promise<T>): Promise<T> {
  return withPath(path, () =>
    action().catch((error: unknown) => {
      if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
      throw new ToolError('file', `${path}: nothing can be made there.`, { cause: error });
    }),
  );
}

/**
 * Reads a whole file. Folders, devices and pipes are refused: some never end.
 * @throws ToolError `file`
 */
export function readWhole(path: string): Promise<Buffer<ArrayBuffer>> {
  return withPath(path, async () => {
    requireFile(path, await stat(path));
    return readFile(path);
  });
}

/** Throws ToolError `file` for what is no ordinary file. */
export function requireFile(path: string, entry: Stats): void {
  if (entry.isFile()) return;
  const what = entry.isDirectory() ? REASONS.EISDIR : 'it is a device or a pipe, not a file';
  throw new ToolError('file', `${path}: ${what}.`);
}

const REASONS = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read or written',
  EPERM: 'it may not be read or written',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EIO: 'the disk cannot be read or written',
} as Readonly<Record<string, string>> & { readonly EISDIR: string };

function isSystemError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    !(error instanceof CodedError || error instanceof ToolError) &&
    'syscall' in error &&
    'code' in error &&
    typeof error.code === 'string'
  );
}
