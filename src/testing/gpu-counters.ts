/** Work given to the GPU, counted at the WebGPU interface itself; the same on every machine. */
export interface GpuWork {
  dispatches: number;
  bindGroups: number;
  /** Writes from the CPU into buffers: uniforms, mostly. */
  writes: number;
  passes: number;
  submits: number;
  /** Buffers created, not those reused. */
  buffers: number;
  pipelines: number;
  /** Buffers mapped to be read, each a round trip. */
  readBacks: number;
}

/** Counts what `run` asks of WebGPU, until its promise settles. */
export async function countGpuWork(run: () => Promise<unknown>): Promise<GpuWork> {
  const work: GpuWork = {
    dispatches: 0,
    bindGroups: 0,
    writes: 0,
    passes: 0,
    submits: 0,
    buffers: 0,
    pipelines: 0,
    readBacks: 0,
  };
  const restore = [
    spy(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => work.dispatches++),
    spy(GPUDevice.prototype, 'createBindGroup', () => work.bindGroups++),
    spy(GPUQueue.prototype, 'writeBuffer', () => work.writes++),
    spy(GPUCommandEncoder.prototype, 'beginComputePass', () => work.passes++),
    spy(GPUQueue.prototype, 'submit', () => work.submits++),
    spy(GPUDevice.prototype, 'createBuffer', () => work.buffers++),
    spy(GPUDevice.prototype, 'createComputePipeline', () => work.pipelines++),
    spy(GPUBuffer.prototype, 'mapAsync', () => work.readBacks++),
    spy(GPUDevice.prototype, 'createComputePipelineAsync', () => work.pipelines++),
  ];
  try {
    await run();
  } finally {
    restore.forEach((undo) => undo());
  }
  return work;
}

function spy<T extends object>(prototype: T, method: keyof T, count: () => void): () => void {
  const original = prototype[method] as (...args: unknown[]) => unknown;
  const counted = function (this: T, ...args: unknown[]): unknown {
    count();
    return original.apply(this, args);
  };
  prototype[method] = counted as T[keyof T];
  return () => {
    prototype[method] = original as T[keyof T];
  };
}
