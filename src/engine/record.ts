import { dispose, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { Recording, type Dispatch } from './recording.ts';

type Uniforms = { type: string; data: number[] }[];
type Call = [program: Parameters<WebGPUBackend['runWebGPUProgram']>[0], ...rest: unknown[]];
type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What of the backend a recording needs. */
export type GpuBackend = Pick<
  WebGPUBackend,
  | 'device'
  | 'bufferManager'
  | 'tensorMap'
  | 'uploadToGPU'
  | 'ensureCommandEncoderReady'
  | 'endComputePassEncoder'
  | 'submitQueue'
>;

/** What of the backend, beyond its types, is reached into here; the version of the library is pinned. */
interface Internals {
  recordAndSubmit(...call: Call): void;
  makeUniforms(this: object, uniforms: Uniforms): unknown;
}

/** The buffers of a recording: what is no longer needed in it is used again, in the order of its dispatches. */
class RecordedBuffers {
  readonly all: GPUBuffer[] = [];
  private readonly constants = new Set<GPUBuffer>();
  private readonly unused = new Map<number, GPUBuffer[]>();

  constructor(private readonly device: GPUDevice) {}

  acquireBuffer(size: number, usage: number, mappedAtCreation = false): GPUBuffer {
    const known = mappedAtCreation ? undefined : this.unused.get(size)?.pop();
    if (known !== undefined) return known;
    const buffer = this.device.createBuffer({ size, usage, mappedAtCreation });
    this.all.push(buffer);
    if (mappedAtCreation) this.constants.add(buffer);
    return buffer;
  }

  /** What was written from the CPU stays as it is: nothing writes it again. */
  releaseBuffer(buffer: GPUBuffer): void {
    if (this.constants.has(buffer)) return;
    this.unused.set(buffer.size, [...(this.unused.get(buffer.size) ?? []), buffer]);
  }
}

/**
 * Writes a forward pass down, without running it. Everything it reads must be on the GPU and its pipelines compiled:
 * run it once before. Null where there is no memory for it: it is the browser's refusal of a buffer, or of what uses it.
 * @param shape of the input
 * @param forward from input to outputs, of which a run brings the numbers
 */
export async function record(
  backend: GpuBackend,
  shape: Tensor4D['shape'],
  forward: (x: Tensor4D) => Tensor[],
): Promise<Recording | null> {
  const { device } = backend;
  let recording: Recording | null = null;
  const scopes = ['validation', 'out-of-memory'] as const;
  scopes.forEach((scope) => device.pushErrorScope(scope));
  let faults: Promise<GPUError | null>[];
  try {
    recording = written(backend, shape, forward);
  } catch (error) {
    // A buffer to be written from the CPU is refused so.
    if (!(error instanceof RangeError)) throw error;
  } finally {
    faults = scopes.map(() => device.popErrorScope());
  }
  if ((await Promise.all(faults)).every((fault) => fault === null)) return recording;
  recording?.free();
  return null;
}

function written(
  backend: GpuBackend,
  shape: Tensor4D['shape'],
  forward: (x: Tensor4D) => Tensor[],
): Recording {
  const buffers = new RecordedBuffers(backend.device);
  const dispatches: Dispatch[] = [];
  const { bufferManager } = backend;
  // Nothing of before may be pending: it would be released to the wrong buffers.
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  Object.assign(backend, {
    bufferManager: buffers,
    recordAndSubmit: (...call: Call) => dispatches.push(dispatchOf(backend, call)),
  });
  const x = tensor4d(new Float32Array(shape.reduce((a, b) => a * b)), shape);
  try {
    backend.uploadToGPU(x.dataId);
    const outputs = tidy(() => forward(x));
    const bufferOf = ({ dataId }: Tensor) => backend.tensorMap.get(dataId).resource as GPUBuffer;
    const [input, ...results] = [x, ...outputs].map(bufferOf);
    dispose(outputs);
    return new Recording(backend.device, dispatches, input, results, buffers.all);
  } catch (error) {
    for (const buffer of buffers.all) buffer.destroy();
    throw error;
  } finally {
    dispose(x);
    backend.bufferManager = bufferManager;
    // What the class has comes to light again.
    Reflect.deleteProperty(backend, 'recordAndSubmit');
  }
}

/** What the backend would give to the GPU in a call of `recordAndSubmit`, by its own code run on a stand-in of itself. */
function dispatchOf(backend: GpuBackend, call: Call): Dispatch {
  const internals = Object.getPrototypeOf(backend) as Internals;
  const dispatch: Partial<Writable<Dispatch>> = { knobsAt: null };
  internals.recordAndSubmit.call(
    Object.assign(Object.create(backend) as Internals, {
      commandQueueOwnedIds: new WeakSet(),
      dispatchCountInPass: -Infinity, // never enough to submit
      ensureCommandEncoderReady: () => undefined,
      makeUniforms(values: Uniforms) {
        dispatch.uniforms = laidOut(internals, values);
        if ('knobs' in call[0]) dispatch.knobsAt = knobsIn(laidOut(internals, values.map(marked)));
        return {};
      },
      device: {
        createBindGroup: (descriptor: GPUBindGroupDescriptor) => (dispatch.descriptor = descriptor),
      },
      computePassEncoder: {
        setPipeline: (pipeline: GPUComputePipeline) => (dispatch.pipeline = pipeline),
        setBindGroup: () => undefined,
        dispatchWorkgroups: (...workgroups: Dispatch['workgroups']) =>
          (dispatch.workgroups = workgroups),
      },
    }),
    ...call,
  );
  return dispatch as Dispatch;
}

/** Uniforms in the library's own layout. */
function laidOut(internals: Internals, values: Uniforms): ArrayBuffer {
  let bytes = new ArrayBuffer();
  const standIn = {
    bufferManager: { acquireBuffer: () => null },
    queue: { writeBuffer: (_: unknown, __: number, data: ArrayBuffer) => (bytes = data) },
    uniformPendingDisposal: [],
  };
  internals.makeUniforms.call(standIn, values);
  return bytes;
}

/** Knobs are the last three uniforms: marked by ones among zeros. */
function marked(
  { type, data }: Uniforms[number],
  index: number,
  { length }: Uniforms,
): Uniforms[number] {
  return { type, data: data.map(() => Number(index >= length - 3)) };
}

/** The byte where {@link marked} uniforms begin. */
function knobsIn(uniforms: ArrayBuffer): number {
  return 4 * new Float32Array(uniforms).indexOf(1);
}
