/**
 * `npm run bench:gpu -- [vHeat-Nano@128 …] [--json <file>]`: the GPU's part of `npm run bench` without a browser, through
 * Dawn for Node. Where there is no GPU, or a software one, it counts, says so and ends with 2. Drivers that Dawn does
 * not find by itself are named by `VK_ICD_FILENAMES`.
 */
import { parseArgs } from 'node:util';
import { startBackend } from '../../src/engine/backend.ts';
import { probeWebGpu } from '../../src/engine/probe.ts';
import { ours, stockTfjs } from './peers/app-and-tfjs.ts';
import { alternate, GPU_ROUNDS } from './peers/contestant.ts';
import { countWork, installGpu, weightsOf } from './peers/dawn.ts';
import { machine, print, tableOf, writeReport, type Table } from './peers/report.ts';
import { tasksFor } from './peers/subjects.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});
const tasks = await tasksFor(positionals);
const work = await countWork(tasks);

installGpu([]);
const probe = await probeWebGpu();
const gpu = probe.adapter === 'found' && !probe.software ? probe.name : null;
const about = { ...machine(), node: process.version, gpu };
const tables: Table[] = [];
if (gpu === null) {
  console.error(
    probe.adapter === 'found'
      ? `\n${probe.name} is software: what it takes says nothing about a GPU.`
      : `\nDawn finds no GPU here (${probe.why}).`,
  );
  process.exitCode = 2;
} else {
  console.log(`\n${about.cpu}, Node ${about.node}; ${gpu}`);
  for (const task of tasks) {
    const backend = await startBackend('webgpu');
    const file = await weightsOf(task);
    const crop = Uint8Array.from(task.crop);
    const tfjs = await stockTfjs(file, task.subject.size, crop, backend);
    const app = await ours(file, task.subject.size, crop, backend);
    const table = tableOf(task.subject, gpu, await alternate({ tfjs, ours: app }, GPU_ROUNDS));
    tables.push(table);
    print(table);
    app.dispose();
    tfjs.dispose();
    backend.dispose();
  }
}
if (values.json !== undefined) await writeReport(values.json, { ...about, work, tables }, tasks);
// Dawn keeps the program alive.
process.exit();
