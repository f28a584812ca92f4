import { expect } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import { CheckpointError } from '../checkpoint/error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';

/** Code and message of the error that reading a checkpoint ends in; every other outcome fails the test. */
export async function refusal(file: Uint8Array): Promise<{ code: string; message: string }> {
  const error: unknown = await readCheckpoint(bytesSource(file)).catch((e: unknown) => e);
  if (!(error instanceof CheckpointError)) expect.fail(`expected a refusal, got ${String(error)}`);
  return { code: error.code, message: error.message };
}
