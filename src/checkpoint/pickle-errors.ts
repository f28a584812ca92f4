import { coded, type CodeAndParams } from '../coded/coded.ts';
import { CheckpointError, type PickleFaults } from './error.ts';

/**
 * Hard limits of one pickle. A training checkpoint of vHeat-B takes about a fifth of each; whatever stays below them
 * is read in well under a second.
 */
export const PICKLE_LIMITS = {
  bytes: 32 * 2 ** 20,
  /** Opcodes, plus the elements that calls copy. */
  operations: 400_000,
  stack: 200_000,
  marks: 1_000,
  memo: 200_000,
} as const;

export function malformed(...fault: CodeAndParams<PickleFaults>): CheckpointError {
  return new CheckpointError('pickle-malformed', { fault: coded<PickleFaults>(...fault) });
}

/** A Python object that refuses the whole file; see `isDangerous`. */
export function forbidden(name: string): CheckpointError {
  return new CheckpointError('pickle-forbidden', { object: printable(name), key: null });
}

/** A name out of a file as it may be shown. */
export function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

export function limit(key: keyof typeof PICKLE_LIMITS): CheckpointError {
  return new CheckpointError('pickle-limit', { limit: key, most: PICKLE_LIMITS[key] });
}
