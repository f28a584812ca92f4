import * as tf from '@tensorflow/tfjs-core';
import { planBackends, withFailures, type Attempt, type Probe } from './backend-plan.ts';
import { EngineError } from './error.ts';
import type { BackendInfo, BackendName } from './port.ts';
import { take } from './take.ts';

/** The running backend; at most one exists, because the tensor library has one global state. */
export interface Backend {
  readonly info: BackendInfo;
  /** The first fault the GPU reported since the last call, as a sentence; null when there was none. */
  takeFault(): string | null;
  /** True once the device is gone, by whatever cause but {@link Backend.dispose}. */
  isLost(): boolean;
  /** Waits for the news of a loss, which may come shortly after the failure it explains. */
  lossReported(): Promise<void>;
  /** Compiles all that `forward` needs, off the thread where the backend can, and runs it once. */
  warmUp(forward: () => tf.Tensor): Promise<void>;
  dispose(): void;
}

const LOSS_REPORT_MS = 300;
const START_LIMIT_MS = 60_000;

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** Looks for a GPU without loading the tensor library. */
export async function probeWebGpu(): Promise<Probe> {
  // Typed as always there, but absent in older browsers and on insecure pages.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (gpu === undefined)
    return { adapter: 'none', why: globalThis.isSecureContext ? 'no-api' : 'insecure' };
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) return { adapter: 'none', why: 'no-adapter' };
  const { vendor, architecture, description, device, isFallbackAdapter } = adapter.info;
  const words = [description, vendor, architecture, device].filter((word) => word !== '');
  const name = words.at(0) === description ? description : words.join(' ');
  return {
    adapter: 'found',
    name: name === '' ? 'unnamed GPU' : name,
    software: isFallbackAdapter || SOFTWARE.test(words.join(' ')),
  };
}

async function startWebGpu(info: BackendInfo): Promise<Backend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new EngineError('no-adapter', 'The browser found no GPU.');
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

  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  // The import registers a factory that would ask for a device of its own.
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu');
  const backend = new WebGPUBackend(device, adapter.info);
  tf.registerBackend('webgpu', () => backend, 3);
  await tf.setBackend('webgpu');
  return {
    info,
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
    dispose() {
      disposed = true;
      tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}

async function runOnce(forward: () => tf.Tensor): Promise<void> {
  await take(forward());
}

function plainBackend(info: BackendInfo): Backend {
  return {
    info,
    takeFault: () => null,
    isLost: () => false,
    lossReported: () => Promise.resolve(),
    warmUp: runOnce,
    dispose: () => tf.removeBackend(info.name),
  };
}

async function startWasm(info: BackendInfo): Promise<Backend> {
  const [{ setWasmPaths, getThreadsCount }, { wasmPaths }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('./wasm-paths.ts'),
  ]);
  // Shared memory exists on cross-origin isolated pages only; asking for it elsewhere warns on the console.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', globalThis.crossOriginIsolated);
  setWasmPaths(wasmPaths);
  if (!(await tf.setBackend('wasm')))
    throw new EngineError('wasm', 'WebAssembly could not be started.');
  return plainBackend({ ...info, threads: globalThis.crossOriginIsolated ? getThreadsCount() : 1 });
}

async function startUnion(info: BackendInfo): Promise<Backend> {
  await import('@tensorflow/tfjs');
  if (!(await tf.setBackend(info.name)))
    throw new EngineError(info.name, `${info.name} could not be started.`);
  return plainBackend(info);
}

function startOne(attempt: Attempt, probe: Probe, reason: string | null): Promise<Backend> {
  const onGpu = attempt.name === 'webgpu' && probe.adapter === 'found';
  const info: BackendInfo = {
    name: attempt.name,
    adapter: onGpu ? probe.name : null,
    software: onGpu && probe.software,
    threads: 1,
    reason,
  };
  switch (attempt.name) {
    case 'webgpu':
      return startWebGpu(info);
    case 'wasm':
      return startWasm(info);
    case 'webgl':
    case 'cpu':
      return startUnion(info);
    default:
      return attempt.name satisfies never;
  }
}

/** A backend that never answers must not leave the page waiting. */
async function inTime<T>(start: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new EngineError('start-timeout', `no answer in ${START_LIMIT_MS / 1000} s`)),
      START_LIMIT_MS,
    );
  });
  return Promise.race([start, late]).finally(() => clearTimeout(timer));
}

/**
 * Starts the best backend that passes `test`.
 * @param forced tried first when given
 * @param skip backends that failed before, with what to say about them
 * @param test numeric self-test on the running backend: resolves to null, or to what is wrong
 * @throws EngineError `no-backend` when none passes
 */
export async function startBackend(
  forced: BackendName | null,
  skip: ReadonlyMap<BackendName, string>,
  test: () => Promise<string | null>,
): Promise<Backend> {
  const probe = await probeWebGpu();
  const failures = [...skip.values()];
  for (const attempt of planBackends(probe, forced).filter((a) => !skip.has(a.name))) {
    try {
      const backend = await inTime(startOne(attempt, probe, withFailures(attempt, failures)));
      const wrong = (await test()) ?? backend.takeFault();
      if (wrong === null) return backend;
      backend.dispose();
      failures.push(`${attempt.name} failed its self-test: ${wrong}.`);
    } catch (error) {
      failures.push(
        `${attempt.name} could not start: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  }
  throw new EngineError(
    'no-backend',
    `No way was found to run a network in this browser. ${failures.join(' ')}`,
  );
}
