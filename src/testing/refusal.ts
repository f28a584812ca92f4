import { expect } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import { CheckpointError, type CheckpointErrors } from '../checkpoint/error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import type { Coded } from '../coded/coded.ts';

/** The error that reading a checkpoint ends in; every other outcome fails the test. */
export async function refusal(file: Uint8Array): Promise<Coded<CheckpointErrors>> {
  const error: unknown = await readCheckpoint(bytesSource(file)).catch((e: unknown) => e);
  if (!(error instanceof CheckpointError)) expect.fail(`expected a refusal, got ${String(error)}`);
  return error.coded;
}
