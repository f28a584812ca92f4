import { readFile } from 'node:fs/promises';
import { create, globals } from 'webgpu';
import { startBackend } from '../../../src/engine/backend.ts';
import { countGpuWork, type GpuWork } from '../../../src/testing/gpu-counters.ts';
import { ours, stockTfjs } from './app-and-tfjs.ts';
import type { Task } from './contestant.ts';
import { nameOf, printWork } from './report.ts';

/**
 * WebGPU for Node as browsers have it, by Dawn.
 * @param options of Dawn, such as `backend=null`: a device that takes all work and does none
 */
export function installGpu(options: readonly string[]): void {
  Object.assign(globalThis, globals);
  const gpu = create([...options]);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
}

/** A network's weights, from the disk. */
export async function weightsOf({ subject }: Task): Promise<Blob> {
  return new Blob([await readFile(subject.weights)]);
}

/** What one warm classification asks of the GPU, by network and contestant; exact, and nothing is computed. */
export async function countWork(
  tasks: readonly Task[],
): Promise<Record<string, Record<string, GpuWork>>> {
  installGpu(['backend=null']);
  const counted: Record<string, Record<string, GpuWork>> = {};
  for (const task of tasks) {
    const file = await weightsOf(task);
    const crop = Uint8Array.from(task.crop);
    const count = async (make: typeof ours) => {
      const backend = await startBackend('webgpu');
      const contestant = await make(file, task.subject.size, crop, backend);
      await contestant.run();
      await contestant.run();
      const work = await countGpuWork(() => contestant.run());
      contestant.dispose();
      backend.dispose();
      return work;
    };
    const work = { tfjs: await count(stockTfjs), ours: await count(ours) };
    printWork(nameOf(task.subject), work);
    counted[nameOf(task.subject)] = work;
  }
  return counted;
}
