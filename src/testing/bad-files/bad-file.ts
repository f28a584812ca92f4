import type { CheckpointErrors } from '../../checkpoint/error.ts';
import type { Coded } from '../../coded/coded.ts';

/** A file that must be refused: what it is, its bytes, and the error it ends in. */
export type BadFile = readonly [what: string, bytes: Uint8Array, error: Coded<CheckpointErrors>];
