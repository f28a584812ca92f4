import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import type { GpuWork } from '../../../src/testing/gpu-counters.ts';
import { disagreement, quantile, type Result, type Subject, type Task } from './contestant.ts';

/** Logits may differ by this share of their spread: order of sums, and formulas for GELU. */
const TOLERANCE = 1e-3;

/** A contestant's times of one network, in milliseconds. */
export interface Row {
  readonly contestant: string;
  readonly least: number;
  readonly median: number;
  readonly p90: number;
  readonly first: number;
  readonly runs: number;
  /** Its median through ours: how many times faster ours is. */
  readonly ratio: number;
  /** Largest difference of its logits to ours, as a share of the spread of ours. */
  readonly difference: number;
}

export interface Table {
  readonly network: string;
  /** `WASM, 1 thread`, or the GPU's name. */
  readonly device: string;
  readonly rows: readonly Row[];
}

/** @throws Error where contestants disagree: one of them computes another network. */
export function tableOf(subject: Subject, device: string, results: readonly Result[]): Table {
  const network = nameOf(subject);
  const ours = results.find(({ name }) => name === 'ours');
  if (!ours) throw new Error('nothing of ours was measured');
  const rows = results.map(({ name, first, times, logits }) => ({
    contestant: name,
    least: quantile(times, 0),
    median: quantile(times, 0.5),
    p90: quantile(times, 0.9),
    first,
    runs: times.length,
    ratio: quantile(times, 0.5) / quantile(ours.times, 0.5),
    difference: disagreement(ours.logits, logits),
  }));
  const wrong = rows.find(({ difference }) => !(difference < TOLERANCE));
  if (wrong)
    throw new Error(`${network}: logits of ${wrong.contestant} differ by ${wrong.difference} σ`);
  return { network, device, rows };
}

export function nameOf({ name, size }: Subject): string {
  return `${name}@${size}`;
}

export function print({ network, device, rows }: Table): void {
  console.log(`\n${network}, ${device}`);
  const line = (cells: readonly string[]) =>
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(14) : cell.padStart(10))).join(''));
  line(['', 'least', 'median', 'p90', 'first', 'runs', 'ratio', 'differs']);
  for (const { contestant, least, median, p90, first, runs, ratio, difference } of rows) {
    const times = [least, median, p90, first].map((ms) => ms.toFixed(ms < 100 ? 2 : 0));
    line([contestant, ...times, String(runs), `${ratio.toFixed(2)}×`, difference.toExponential(0)]);
  }
}

/** What one warm classification asks of the GPU. */
export function printWork(network: string, work: Readonly<Record<string, GpuWork>>): void {
  console.log(`\n${network}, work given to the GPU`);
  for (const [contestant, counters] of Object.entries(work)) {
    const told = Object.entries(counters).map(([name, count]) => `${count} ${name}`);
    console.log(`${contestant.padEnd(14)}${told.join(', ')}`);
  }
}

/** What the numbers are of. */
export function machine() {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0].model,
    threads: cpus().length,
    load: loadavg()[0],
  };
}

/** Everything as JSON, with the bytes of the files that contestants load. */
export async function writeReport(
  file: string,
  report: object,
  tasks: readonly Task[],
): Promise<void> {
  const bytes = tasks.map(({ subject }) => [
    nameOf(subject),
    { weights: statSync(subject.weights).size, onnx: statSync(subject.onnx).size },
  ]);
  const all = { ...report, bytes: Object.fromEntries(bytes) as object };
  await writeFile(file, JSON.stringify(all, null, 1) + '\n');
}
