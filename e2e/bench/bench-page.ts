import { startBackend } from '../../src/engine/backend.ts';
import { probeWebGpu } from '../../src/engine/probe.ts';
import { ours, stockTfjs } from './peers/app-and-tfjs.ts';
import { alternate, type Result, type Rounds, type Task } from './peers/contestant.ts';
import { onnxOnWasm, onnxOnWebGpu } from './peers/onnx-runtime.ts';

async function fetchFile(path: string): Promise<Blob> {
  const response = await fetch(`/${path}`);
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return response.blob();
}

async function appAndTfjs({ subject, crop }: Task, name: 'wasm' | 'webgpu') {
  const backend = await startBackend(name);
  const file = await fetchFile(subject.weights);
  const bytes = Uint8Array.from(crop);
  return {
    backend,
    bytes,
    // While there is one backend only, so that kernels are set up once.
    tfjs: await stockTfjs(file, subject.size, bytes, backend),
    ours: await ours(file, subject.size, bytes, backend),
  };
}

/** Times on WebAssembly; a page that is isolated has threads, and then all have as many. */
export async function onWasm(
  task: Task,
  rounds: Rounds,
): Promise<{ threads: number; results: Result[] }> {
  const { backend, bytes, tfjs, ours } = await appAndTfjs(task, 'wasm');
  const { threads } = backend;
  const file = await fetchFile(task.subject.onnx);
  const ort = await onnxOnWasm(file, task.subject.size, bytes, threads);
  const results = await alternate({ tfjs, 'ONNX Runtime': ort, ours }, rounds);
  return { threads, results };
}

/** Times on a real GPU. */
export async function onWebGpu(task: Task, rounds: Rounds): Promise<Result[]> {
  const { bytes, tfjs, ours } = await appAndTfjs(task, 'webgpu');
  const file = await fetchFile(task.subject.onnx);
  const classes = (await ours.run()).length;
  const ort = await onnxOnWebGpu(file, task.subject.size, bytes, classes);
  return alternate({ tfjs, 'ONNX Runtime': ort, ours }, rounds);
}

export { probeWebGpu };
