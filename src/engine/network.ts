import { keep, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../math/resample.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import { normalise, type Preprocess } from '../model/preprocess.ts';
import type { Cell, Features } from '../model/receptive-field.ts';
import { effectiveDiffusivity } from '../model/vheat/diffusivity.ts';
import { noClassifier } from '../model/nn/head.ts';
import { forwardVHeat, vheatFeatures, type VHeatOptions } from '../model/vheat/forward.ts';
import type { VHeatWeights } from '../model/vheat/weights.ts';
import type { Backend } from './backend.ts';
import { DeviceWeights } from './device-weights.ts';
import { EngineError } from './error.ts';
import { conductionOf } from './knobs.ts';
import { requireMemory } from './memory-need.ts';
import { AS_TRAINED, type Capture, type Knobs, type ModelInfo, type VHeatInfo } from './port.ts';
import { take, takeAll } from './take.ts';

/** A network with its weights in CPU memory and, between `upload` and `release`, on the device; no tensor leaves it. */
export interface Network {
  readonly info: ModelInfo;
  readonly preprocess: Preprocess;
  upload(): void;
  release(): void;
  /** Has the backend compile all that a picture needs. */
  warmUp(backend: Pick<Backend, 'warmUp'>): Promise<void>;
  /**
   * What the network says of one picture: a number for each class, before the softmax.
   * @throws {WeightsError} `no-classifier` for a backbone
   */
  logits(crop: Uint8Array, knobs: Knobs): Promise<Float32Array<ArrayBuffer>>;
  /**
   * What each pixel of one picture contributes to one cell at the end of a block, [height, width]; see `contribution`.
   * A ViT has one stage of one block, all of it.
   */
  contribution(
    crop: Uint8Array,
    place: { stage: number; block: number },
    cell: Cell,
    knobs: Knobs,
  ): Promise<Float32Array<ArrayBuffer>>;
  /** The same network before training, seeded; always the same object. */
  twin(): Network;
}

/** A crop as the network takes it, [1, height, width, 3]; the caller disposes it. */
export function inputTensor(crop: Uint8Array, preprocess: Preprocess): Tensor4D {
  const { height, width } = sizeOf(preprocess);
  return tensor4d(normalise(crop, preprocess), [1, height, width, 3]);
}

/** A picture without content, to warm up with. */
export function greyCrop(preprocess: Preprocess): Uint8Array {
  const { height, width } = sizeOf(preprocess);
  return new Uint8Array(3 * height * width).fill(127);
}

/** See {@link Network.contribution}. */
export async function contributionOf(
  features: Features,
  crop: Uint8Array,
  preprocess: Preprocess,
  cell: Cell,
): Promise<Float32Array<ArrayBuffer>> {
  // Gradients are a large part of the library that nothing else needs.
  const { contribution } = await import('../model/receptive-field.ts');
  const x = inputTensor(crop, preprocess);
  try {
    return await take(contribution(features, x, cell));
  } finally {
    x.dispose();
  }
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
  private readonly weights: DeviceWeights<VHeatWeights<CpuTensor>>;
  private untrained: VHeatNetwork | null = null;

  /** @param randomWeights weights of the same shape before training */
  constructor(
    readonly info: VHeatInfo,
    readonly preprocess: Preprocess,
    weights: VHeatWeights<CpuTensor>,
    private readonly randomWeights: () => VHeatWeights<CpuTensor>,
  ) {
    this.weights = new DeviceWeights(weights);
  }

  upload(): void {
    this.weights.upload();
  }

  release(): void {
    this.weights.release();
  }

  warmUp(backend: Pick<Backend, 'warmUp'>): Promise<void> {
    return backend.warmUp(() => this.run(greyCrop(this.preprocess), AS_TRAINED));
  }

  async logits(crop: Uint8Array, knobs: Knobs): Promise<Float32Array<ArrayBuffer>> {
    if (this.info.head.task !== 'classify') throw noClassifier();
    return take(this.run(crop, knobs));
  }

  contribution(
    crop: Uint8Array,
    { stage, block }: { stage: number; block: number },
    cell: Cell,
    knobs: Knobs,
  ): Promise<Float32Array<ArrayBuffer>> {
    requireMemory(this.info, { stage, block });
    const weights = this.weights.onDevice;
    const options = {
      conduction: (s: number, b: number) => conductionOf(knobs, s, b),
      lastBlock: block,
    };
    const features: Features = (x) => vheatFeatures(weights, x, stage, options);
    return contributionOf(features, crop, this.preprocess, cell);
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
    return this.weights.onCpu.stages.flatMap(({ blocks }, stage) =>
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
    const weights = this.weights.onCpu.stages.at(stage)?.blocks.at(block);
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

  /** Logits [1, classes]; of a backbone the features of its last stage, [1, n, m, C]. The caller disposes them. */
  private run(crop: Uint8Array, knobs: Knobs, observe?: VHeatOptions['observe']): Tensor {
    requireMemory(this.info, 'forward');
    const weights = this.weights.onDevice;
    const conduction = (stage: number, block: number) => conductionOf(knobs, stage, block);
    const options = { conduction, observe };
    return tidy(() => {
      const x = inputTensor(crop, this.preprocess);
      return weights.head === null
        ? vheatFeatures(weights, x, weights.stages.length - 1, options)
        : forwardVHeat(weights, x, options).logits;
    });
  }
}
