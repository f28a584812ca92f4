import { CheckpointError } from './error.ts';

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

export function malformed(what: string): CheckpointError {
  return new CheckpointError(
    'pickle-malformed',
    `This checkpoint is damaged or was not made by PyTorch: ${what}. Get the file from its source again.`,
  );
}

/** A Python object that refuses the whole file; see `isDangerous`. */
export function forbidden(name: string): CheckpointError {
  return new CheckpointError(
    'pickle-forbidden',
    `This checkpoint asks for the Python object "${printable(name)}", which weights do not need. Nothing was run and the file is refused. If you trust its source, save model.state_dict() alone with torch.save and open that.`,
  );
}

/** A name out of a file as it may be shown. */
export function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

export function limit(what: string, key: keyof typeof PICKLE_LIMITS): CheckpointError {
  return new CheckpointError(
    'pickle-limit',
    `This checkpoint's description needs more than ${PICKLE_LIMITS[key]} ${what}, far more than weights do; the file is refused. Save model.state_dict() alone with torch.save and open that.`,
  );
}
