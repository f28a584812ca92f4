/**
 * `npm run bench -- [vHeat-Nano@128 …] [--json <file>]`: what a classification asks of a GPU, counted; then its time by
 * stock tfjs, ONNX Runtime Web and the app, in turn in one Chromium: on WebAssembly with one thread and with as many as
 * the app takes, and on the GPU, unless that is software. The peers' files come from `python -m vheat_training onnx` in
 * models/training.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { NO_GPU_FLAGS } from '../support/chromium.ts';
import { countWork } from './peers/dawn.ts';
import { launch, serveBench } from './peers/chromium-bench.ts';
import { GPU_ROUNDS, type Rounds } from './peers/contestant.ts';
import { machine, print, tableOf, writeReport, type Table } from './peers/report.ts';
import { tasksFor } from './peers/subjects.ts';

const ROUNDS: Rounds = { warmUps: 3, least: 20, most: 100, seconds: 60 };

/** tfjs takes half of the processors: below four, an isolated page would be the same again. */
const THREADED = cpus().length < 4 ? [false] : [false, true];

/** Whatever GPU there is. */
const GPU_FLAGS = [...NO_GPU_FLAGS, '--enable-unsafe-webgpu', '--enable-features=Vulkan'];

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});
const tasks = await tasksFor(positionals);
const work = await countWork(tasks);
const bench = await serveBench();
const browser = await launch(GPU_FLAGS);
try {
  const probe = await bench.call(browser, 'probeWebGpu', []);
  const gpu = probe.adapter === 'found' && !probe.software ? probe.name : null;
  const about = { ...machine(), chromium: browser.version(), gpu };
  console.log(
    `\n${about.cpu}, ${about.threads} threads, load ${about.load.toFixed(1)}; Chromium ${about.chromium}; ${gpu ?? 'no GPU'}`,
  );
  const tables: Table[] = [];
  const told = (table: Table) => {
    tables.push(table);
    print(table);
  };
  for (const task of tasks) {
    for (const isolated of THREADED) {
      const { threads, results } = await bench.call(browser, 'onWasm', [task, ROUNDS], isolated);
      const device = `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
      told(tableOf(task.subject, device, results));
    }
    if (gpu !== null)
      told(tableOf(task.subject, gpu, await bench.call(browser, 'onWebGpu', [task, GPU_ROUNDS])));
  }
  if (values.json !== undefined) await writeReport(values.json, { ...about, work, tables }, tasks);
} finally {
  await browser.close();
  await bench.close();
}
