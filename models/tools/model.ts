import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { main } from './main.ts';

const controller = new AbortController();
const STOPPED = 130;
const outcome: { signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | null; unwritten: boolean } = {
  signal: null,
  unwritten: false,
};
// A terminal and npm may both pass the same signal on: the first stops the work, which then clears up behind itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    outcome.signal ??= signal;
    controller.abort();
  });

// A reader that has seen enough, such as `head`, is no failure; a full disk is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || outcome.unwritten) return;
  outcome.unwritten = true;
  process.exitCode = 1;
  const why = error.code === 'ENOSPC' ? 'the disk is full' : error.message;
  process.stderr.write(`error [file]: the results could not be written: ${why}.\n`);
});
process.stderr.on('error', () => undefined);

const code = await main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
  models: fileURLToPath(new URL('..', import.meta.url)),
  signal: controller.signal,
});
const { signal, unwritten } = outcome;
if (unwritten) process.exitCode = 1;
else process.exitCode = code === STOPPED && signal ? 128 + constants.signals[signal] : code;
