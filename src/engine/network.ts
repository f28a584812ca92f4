import { dispose, keep, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { CpuTensor } from '../model/nn/tree.ts';
import { normalise, type Preprocess } from '../model/preprocess.ts';
import { effectiveDiffusivity } from '../model/vheat/diffusivity.ts';
import { forwardVHeat, type Operation } from '../model/vheat/forward.ts';
import { uploadVHeat, type VHeatWeights } from '../model/vheat/weights.ts';
import { EngineError } from './error.ts';
import { conductionOf } from './knobs.ts';
import type { Capture, Knobs, ModelInfo, VHeatInfo } from './port.ts';

/** A network with its weights in CPU memory and, between `upload` and `release`, on the device. */
export interface Network {
  readonly info: ModelInfo;
  readonly preprocess: Preprocess;
  upload(): void;
  release(): void;
  /** Logits of one picture, [1, classes], as a tensor the caller disposes. */
  forward(crop: Uint8Array, knobs: Knobs): Tensor;
}

/** A vHeat with what only it can show. */
export class VHeatNetwork implements Network {
  private device: VHeatWeights<Tensor> | null = null;

  constructor(
    readonly info: VHeatInfo,
    readonly preprocess: Preprocess,
    private readonly weights: VHeatWeights<CpuTensor>,
  ) {}

  upload(): void {
    this.device ??= uploadVHeat(this.weights);
  }

  release(): void {
    if (this.device) dispose(this.device as unknown as Record<string, never>);
    this.device = null;
  }

  forward(crop: Uint8Array, knobs: Knobs): Tensor {
    return this.run(crop, knobs);
  }

  /** Runs the network and keeps the activations of one heat operator. */
  async capture(
    crop: Uint8Array,
    { stage, block }: { stage: number; block: number },
    knobs: Knobs,
  ): Promise<Capture> {
    const weights = this.weights.stages.at(stage)?.blocks.at(block);
    if (weights === undefined || stage < 0 || block < 0)
      throw new EngineError(
        'no-such-block',
        `${this.info.name} has no block ${block + 1} in stage ${stage + 1}.`,
      );
    const kept: Tensor4D[] = [];
    const logits = this.run(crop, knobs, (s, b, { u0, gate, ut }) => {
      if (s === stage && b === block) kept.push(keep(u0), keep(gate), keep(ut));
    });
    logits.dispose();
    const [u0, gate, ut] = await Promise.all(kept.map((t) => t.data<'float32'>()));
    dispose(kept);
    const [n, m, channels] = weights.k.shape;
    return {
      shape: [n, m, channels],
      u0: new Float32Array(u0),
      gate: new Float32Array(gate),
      ut: new Float32Array(ut),
      k: effectiveDiffusivity(weights.k, conductionOf(knobs, stage, block)),
    };
  }

  private run(
    crop: Uint8Array,
    knobs: Knobs,
    observe?: (stage: number, block: number, operation: Operation) => void,
  ): Tensor {
    const weights = this.device;
    if (weights === null) throw new EngineError('not-loaded', 'The network is not on the device.');
    const { imageSize } = this.info;
    return tidy(() => {
      const pixels = normalise(crop, this.preprocess);
      const x = tensor4d(pixels, [1, imageSize, imageSize, 3]);
      const conduction = (stage: number, block: number) => conductionOf(knobs, stage, block);
      return forwardVHeat(weights, x, { conduction, observe }).logits;
    });
  }
}
