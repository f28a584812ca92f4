import { dispose, keep, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../math/resample.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import { normalise, type Preprocess } from '../model/preprocess.ts';
import type { Features } from '../model/receptive-field.ts';
import { effectiveDiffusivity } from '../model/vheat/diffusivity.ts';
import { forwardVHeat, vheatFeatures, type Operation } from '../model/vheat/forward.ts';
import { uploadVHeat, type VHeatWeights } from '../model/vheat/weights.ts';
import { EngineError } from './error.ts';
import { conductionOf } from './knobs.ts';
import type { Capture, Knobs, ModelInfo, VHeatInfo } from './port.ts';
import { takeAll } from './take.ts';

/** A network with its weights in CPU memory and, between `upload` and `release`, on the device. */
export interface Network {
  readonly info: ModelInfo;
  readonly preprocess: Preprocess;
  upload(): void;
  release(): void;
  /** Logits of one picture, [1, classes], as a tensor the caller disposes. */
  forward(crop: Uint8Array, knobs: Knobs): Tensor;
  /** The network on the device up to the end of a block; a ViT has one stage of one block, all of it. */
  features(place: { stage: number; block: number }, knobs: Knobs): Features;
  /** The same network before training, seeded; always the same object. */
  twin(): Network;
}

/** A crop as the network takes it, [1, height, width, 3]; the caller disposes it. */
export function inputTensor(
  crop: Uint8Array,
  { preprocess }: Pick<Network, 'preprocess'>,
): Tensor4D {
  const { height, width } = sizeOf(preprocess);
  return tensor4d(normalise(crop, preprocess), [1, height, width, 3]);
}

/** One heat operator on one picture; arrays are [n, m, C]. */
export interface OperatorState {
  readonly stage: number;
  readonly block: number;
  readonly shape: readonly [number, number, number];
  readonly u0: Float32Array;
  readonly ut: Float32Array;
  /** Effective diffusivity, knobs included. */
  readonly k: Float32Array;
}

/** A vHeat with what only it can show. */
export class VHeatNetwork implements Network {
  private device: VHeatWeights<Tensor> | null = null;
  private untrained: VHeatNetwork | null = null;

  /** @param randomWeights weights of the same shape before training */
  constructor(
    readonly info: VHeatInfo,
    readonly preprocess: Preprocess,
    private readonly weights: VHeatWeights<CpuTensor>,
    private readonly randomWeights: () => VHeatWeights<CpuTensor>,
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

  features(place: { stage: number; block: number }, knobs: Knobs): Features {
    const weights = this.onDevice();
    const conduction = (stage: number, block: number) => conductionOf(knobs, stage, block);
    return (x) => vheatFeatures(weights, x, place.stage, { conduction, lastBlock: place.block });
  }

  twin(): VHeatNetwork {
    this.untrained ??= new VHeatNetwork(
      this.info,
      this.preprocess,
      this.randomWeights(),
      this.randomWeights,
    );
    return this.untrained;
  }

  /** The effective diffusivity of every block, [n, m, C] each; needs no picture. */
  diffusivities(knobs: Knobs): Pick<OperatorState, 'stage' | 'block' | 'shape' | 'k'>[] {
    return this.weights.stages.flatMap(({ blocks }, stage) =>
      blocks.map(({ k }, block) => {
        const [n, m, channels] = k.shape;
        return {
          stage,
          block,
          shape: [n, m, channels] as const,
          k: effectiveDiffusivity(k, conductionOf(knobs, stage, block)),
        };
      }),
    );
  }

  /** Runs the network once and keeps source and result of every heat operator. */
  async operators(crop: Uint8Array, knobs: Knobs): Promise<OperatorState[]> {
    const kept: Tensor4D[] = [];
    const logits = this.run(crop, knobs, (_stage, _block, { u0, ut }) =>
      kept.push(keep(u0), keep(ut)),
    );
    logits.dispose();
    const values = await takeAll(kept);
    return this.diffusivities(knobs).map((operator, i) => ({
      ...operator,
      u0: values[2 * i],
      ut: values[2 * i + 1],
    }));
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
    const [u0, gate, ut] = await takeAll(kept);
    const [n, m, channels] = weights.k.shape;
    return {
      shape: [n, m, channels],
      u0,
      gate,
      ut,
      k: effectiveDiffusivity(weights.k, conductionOf(knobs, stage, block)),
    };
  }

  private run(
    crop: Uint8Array,
    knobs: Knobs,
    observe?: (stage: number, block: number, operation: Operation) => void,
  ): Tensor {
    const weights = this.onDevice();
    const conduction = (stage: number, block: number) => conductionOf(knobs, stage, block);
    return tidy(
      () => forwardVHeat(weights, inputTensor(crop, this), { conduction, observe }).logits,
    );
  }

  private onDevice(): VHeatWeights<Tensor> {
    if (this.device === null)
      throw new EngineError('not-loaded', 'The network is not on the device.');
    return this.device;
  }
}
