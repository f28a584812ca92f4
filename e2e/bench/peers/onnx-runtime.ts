import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { IMAGENET_NORMALISATION, normalise } from '../../../src/model/preprocess.ts';
import type { Contestant } from './contestant.ts';

/** Normalised pixels channel by channel, [1, 3, size, size]. */
function planes(crop: Uint8Array, size: number): Float32Array {
  const pixels = normalise(crop, IMAGENET_NORMALISATION);
  const plane = size * size;
  return Float32Array.from(pixels, (_, i) => pixels[3 * (i % plane) + Math.floor(i / plane)]);
}

/** ONNX Runtime Web on WebAssembly, from normalised pixels on. */
export async function onnxOnWasm(
  file: Blob,
  size: number,
  crop: Uint8Array,
  threads: number,
): Promise<Contestant> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web/wasm');
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(await file.arrayBuffer(), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const images = new Tensor('float32', planes(crop, size), [1, 3, size, size]);
  return {
    run: async () => (await session.run({ images })).logits.data as Float32Array,
    dispose: () => void session.release(),
  };
}

/** ONNX Runtime Web on WebGPU: captured once and replayed; a run is one upload, the replay and one read-back. */
export async function onnxOnWebGpu(
  file: Blob,
  size: number,
  crop: Uint8Array,
  classes: number,
): Promise<Contestant> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web/webgpu');
  const session = await InferenceSession.create(await file.arrayBuffer(), {
    executionProviders: ['webgpu'],
    graphOptimizationLevel: 'all',
    enableGraphCapture: true,
  });
  const device = await env.webgpu.device;
  const pixels = planes(crop, size);
  const bufferOf = (bytes: number) =>
    device.createBuffer({
      size: Math.ceil(bytes / 16) * 16,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  const input = bufferOf(pixels.byteLength);
  const onGpu = (buffer: GPUBuffer, dims: readonly number[]): Tensor =>
    Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
  const feeds: InferenceSession.FeedsType = { images: onGpu(input, [1, 3, size, size]) };
  const output = bufferOf(4 * classes);
  const fetches: InferenceSession.FetchesType = { logits: onGpu(output, [1, classes]) };
  const readBack = device.createBuffer({
    size: 4 * classes,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  return {
    async run() {
      device.queue.writeBuffer(input, 0, pixels);
      await session.run(feeds, fetches);
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(output, 0, readBack, 0, 4 * classes);
      device.queue.submit([encoder.finish()]);
      await readBack.mapAsync(GPUMapMode.READ);
      const logits = new Float32Array(readBack.getMappedRange().slice(0));
      readBack.unmap();
      return logits;
    },
    dispose: () => void session.release(),
  };
}
