import { concat, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Conduction } from '../kernels/heat/index.ts';
import { sizeOf } from '../math/resample.ts';
import { normalise, type Preprocess } from '../model/preprocess.ts';
import type { Backend } from './backend.ts';
import type { Recording } from './recording.ts';
import { take } from './take.ts';

/** Knobs of every heat operator, in the order of blocks; none for a network without. */
export type Conductions = readonly Conduction[];

/**
 * The answers of one network on one device: operation by operation the first time, then by a recording of that where
 * the backend can make one.
 */
export class Answering {
  private recorder: Pick<Backend, 'record'> | null = null;
  private recording: Recording | null = null;
  /** There was no memory for one on this device: it is not asked for again. */
  private isRefused = false;

  /** @param forward from pixels [1, height, width, 3] to outputs, [1, …] each */
  constructor(
    private readonly preprocess: Preprocess,
    private readonly forward: (x: Tensor4D, conductions: Conductions) => Tensor[],
  ) {}

  /** Bytes of the GPU's memory that a recording keeps. */
  get bytes(): number {
    return this.recording?.bytes ?? 0;
  }

  /** Has the backend compile all that an answer needs, and remembers it. */
  async warmUp(
    backend: Pick<Backend, 'warmUp' | 'record'>,
    conductions: Conductions,
  ): Promise<void> {
    this.recorder = backend;
    const { height, width } = sizeOf(this.preprocess);
    const grey = normalise(new Uint8Array(3 * height * width).fill(127), this.preprocess);
    await backend.warmUp(() => this.eager(grey, conductions));
  }

  /**
   * What the network makes of one picture, once with each of some knobs.
   * @returns for each its outputs one after the other
   */
  async answers(
    crop: Uint8Array,
    knobs: readonly Conductions[],
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const pixels = normalise(crop, this.preprocess);
    if (this.recording !== null) return this.recording.run(pixels, knobs);
    const answers: Float32Array<ArrayBuffer>[] = [];
    for (const conductions of knobs) answers.push(await take(this.eager(pixels, conductions)));
    if (this.recorder !== null && !this.isRefused) {
      this.recording = await this.recorder.record(this.shape, (x) => this.forward(x, knobs[0]));
      this.isRefused = this.recording === null;
    }
    return answers;
  }

  /** Frees what is on the device that goes. */
  release(): void {
    this.recording?.free();
    this.recording = null;
    this.isRefused = false;
  }

  private get shape(): Tensor4D['shape'] {
    const { height, width } = sizeOf(this.preprocess);
    return [1, height, width, 3];
  }

  /** All outputs as one tensor, so that they are read in one go; the caller disposes it. */
  private eager(pixels: Float32Array, conductions: Conductions): Tensor {
    return tidy(() => {
      const outputs = this.forward(tensor4d(pixels, this.shape), conductions);
      return outputs.length === 1 ? outputs[0] : concat(outputs, 1);
    });
  }
}
