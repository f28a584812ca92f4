import { fileURLToPath } from 'node:url';
import { main } from './main.ts';

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.exitCode = await main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
  models: fileURLToPath(new URL('..', import.meta.url)),
  signal: controller.signal,
});
