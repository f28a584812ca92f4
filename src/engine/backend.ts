import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from './error.ts';
import type { BackendName } from './port.ts';
import type { Recording } from './recording.ts';
import { take } from './take.ts';
import { inTime } from './time-limit.ts';

/** A backend of the tensor library that has started. */
export interface Backend {
  readonly name: BackendName;
  /** WASM threads in use; 1 elsewhere. */
  readonly threads: number;
  /** Makes it the one that tensors are made on: several can be alive while one replaces the other. */
  use(): Promise<void>;
  /** The first fault the GPU reported since the last call, in its driver's words; null when there was none. */
  takeFault(): string | null;
  /** True once the device is gone, by whatever cause but {@link Backend.dispose}. */
  isLost(): boolean;
  /** Waits for the news of a loss, which may come shortly after the failure it explains. */
  lossReported(): Promise<void>;
  /** Compiles all that `forward` needs, off the thread where the backend can, and runs it once. */
  warmUp(forward: () => tf.Tensor): Promise<void>;
  /** Writes a forward pass down that was run before, to run it without the tensor library; null where nothing can. */
  record(...pass: Pass): Promise<Recording | null>;
  dispose(): void;
}

/** The shape of an input, and what computes the outputs from it. */
type Pass = [shape: tf.Tensor4D['shape'], forward: (x: tf.Tensor4D) => tf.Tensor[]];

const LOSS_REPORT_MS = 300;

/** The threads' scripts are small; where a policy forbids them, nothing ever answers. */
const THREADS_LIMIT_MS = 8_000;

/** Our kernels are small, and can be done without. */
const KERNELS_LIMIT_MS = 8_000;

/** Includes the download of the backend's program. */
const START_LIMIT_MS = 30_000;

async function use(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new EngineError('not-active', { backend: name });
}

async function runOnce(forward: () => tf.Tensor): Promise<void> {
  await take(forward());
}

async function startWebGpu(): Promise<Backend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new EngineError('no-adapter');
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  let disposed = false;
  let lost = false;
  let fault: string | null = null;
  void device.lost.then(() => (lost = !disposed));
  // Errors of the GPU become zeros in the results, not exceptions.
  device.addEventListener('uncapturederror', (event) => {
    fault ??= event.error.message.split('\n')[0];
  });

  const [{ WebGPUBackend }, { record }] = await Promise.all([
    import('@tensorflow/tfjs-backend-webgpu'),
    import('./record.ts'),
    import('../kernels/register-webgpu.ts'),
  ]);
  // The import registers a factory that would ask for a device of its own.
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu');
  const backend = new WebGPUBackend(device, adapter.info);
  tf.registerBackend('webgpu', () => backend);
  return {
    name: 'webgpu',
    threads: 1,
    use: () => use('webgpu'),
    takeFault() {
      const first = fault;
      fault = null;
      return first;
    },
    isLost: () => lost,
    lossReported: () =>
      Promise.race([
        device.lost.then(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, LOSS_REPORT_MS)),
      ]),
    async warmUp(forward) {
      tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
      try {
        forward().dispose();
      } finally {
        tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
      }
      await backend.checkCompileCompletionAsync();
      await runOnce(forward);
    },
    record: (...pass) => record(backend, ...pass),
    dispose() {
      disposed = true;
      tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}

type Factory = NonNullable<ReturnType<typeof tf.findBackendFactory>>;

/** Removing a backend forgets how to make it, and its package registers that only once: on its first import. */
const factories = new Map<BackendName, Factory>();

/**
 * Makes a backend by its package's factory. Made by the tensor library itself, one that comes too late would
 * become active in the midst of another's work.
 */
async function make(name: BackendName, limit: number): Promise<Backend> {
  // Null where there is none, whatever its type says.
  const known = tf.findBackendFactory(name) as Factory | null;
  const factory = factories.get(name) ?? known;
  if (factory === null) throw new EngineError('not-packaged', { backend: name });
  factories.set(name, factory);
  if (known !== null) tf.removeBackend(name);
  const backend = await inTime(limit, Promise.resolve(factory()), (late) => late.dispose());
  tf.registerBackend(name, () => backend);
  return {
    name,
    threads: 1,
    use: () => use(name),
    takeFault: () => null,
    isLost: () => false,
    lossReported: () => Promise.resolve(),
    warmUp: runOnce,
    record: () => Promise.resolve(null),
    dispose: () => tf.removeBackend(name),
  };
}

async function startWasm(): Promise<Backend> {
  const [{ setWasmPaths, getThreadsCount }, { wasmPaths }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('./wasm-paths.ts'),
  ]);
  // Later calls throw where a start was broken off.
  if (!factories.has('wasm')) setWasmPaths(wasmPaths);
  // Shared memory exists on cross-origin isolated pages only; asking for it elsewhere warns on the console.
  if (globalThis.crossOriginIsolated) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true);
    try {
      const threaded = await make('wasm', THREADS_LIMIT_MS);
      await threaded.use();
      return await withOwnKernels({ ...threaded, threads: getThreadsCount() });
    } catch {
      // A policy that allows no threads allows one.
    }
  }
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  return withOwnKernels(await make('wasm', START_LIMIT_MS));
}

/** A WASM backend with our kernels where they can be had: without them it is slower, and as right. */
async function withOwnKernels(backend: Backend): Promise<Backend> {
  try {
    const { registerWasmKernels } = await import('../kernels/register-wasm.ts');
    await inTime(
      KERNELS_LIMIT_MS,
      registerWasmKernels(tf.findBackend('wasm'), backend.threads),
      () => undefined,
    );
  } catch (error) {
    console.warn('vHeat Explorer: no SIMD kernels,', error);
  }
  return backend;
}

async function start(name: BackendName): Promise<Backend> {
  switch (name) {
    case 'webgpu':
      return startWebGpu();
    case 'wasm':
      return startWasm();
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      return make(name, START_LIMIT_MS);
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      return make(name, START_LIMIT_MS);
    default:
      return name satisfies never;
  }
}

/**
 * Starts a backend; whichever is active stays so until {@link Backend.use}. Backends that were disposed start again.
 * @throws EngineError `start-timeout`; whatever the backend throws
 */
export function startBackend(name: BackendName): Promise<Backend> {
  return inTime(START_LIMIT_MS + THREADS_LIMIT_MS, start(name), (late) => late.dispose());
}
