import { keep, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { silu } from '../kernels/silu/index.ts';
import { sizeOf } from '../math/resample.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import { normalise, type Preprocess } from '../model/preprocess.ts';
import type { Cell, Features } from '../model/receptive-field.ts';
import { effectiveDiffusivity } from '../model/vheat/diffusivity.ts';
import { noClassifier } from '../model/nn/head.ts';
import {
  forwardVHeat,
  vheatFeatures,
  type Operation,
  type VHeatOptions,
} from '../model/vheat/forward.ts';
import type { VHeatWeights } from '../model/vheat/weights.ts';
import { Answering, type Conductions } from './answering.ts';
import type { Backend } from './backend.ts';
import { DeviceWeights } from './device-weights.ts';
import { EngineError } from './error.ts';
import { conductionOf } from './knobs.ts';
import { requireMemory } from './memory-need.ts';
import { AS_TRAINED, type Capture, type Knobs, type ModelInfo, type VHeatInfo } from './port.ts';
import type { OutlierDetector } from './models/outliers.ts';
import { take, takeAll } from './take.ts';

/** A network with its weights in CPU memory and, between `upload` and `release`, on the device; no tensor leaves it. */
export interface Network {
  readonly info: ModelInfo;
  readonly preprocess: Preprocess;
  upload(): void;
  release(): void;
  /** Has the backend compile all that a picture needs. */
  warmUp(backend: Pick<Backend, 'warmUp' | 'record'>): Promise<void>;
  /** Tells pictures of none of its classes; null where nobody has measured how. */
  readonly outliers: OutlierDetector | null;
  /**
   * What the network says of one picture, once with each of some knobs.
   * @throws {WeightsError} `no-classifier` for a backbone
   */
  answers(crop: Uint8Array, knobs: readonly Knobs[]): Promise<NetworkAnswer[]>;
  /** Bytes of the GPU's memory that a recorded forward pass keeps. */
  readonly recordedBytes: number;
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
  /**
   * The same network before training, seeded. Nothing keeps it but who asked: while memory allows it is the same object,
   * afterwards one of the same numbers.
   */
  twin(): Network;
}

/** A number for each class before the softmax, and the features they were made of. */
export interface NetworkAnswer {
  readonly logits: Float32Array<ArrayBuffer>;
  readonly features: Float32Array<ArrayBuffer>;
}

/** Takes outputs apart that lie one after the other. */
export function apart(values: Float32Array<ArrayBuffer>, { head }: ModelInfo): NetworkAnswer {
  if (head.task !== 'classify') throw noClassifier();
  return { logits: values.slice(0, head.classes), features: values.slice(head.classes) };
}

/** A crop as the network takes it, [1, height, width, 3]; the caller disposes it. */
export function inputTensor(crop: Uint8Array, preprocess: Preprocess): Tensor4D {
  const { height, width } = sizeOf(preprocess);
  return tensor4d(normalise(crop, preprocess), [1, height, width, 3]);
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
  private readonly answering: Answering;
  private untrained: WeakRef<VHeatNetwork> | null = null;

  /** @param randomWeights weights of the same shape before training */
  constructor(
    readonly info: VHeatInfo,
    readonly preprocess: Preprocess,
    weights: VHeatWeights<CpuTensor>,
    private readonly randomWeights: () => VHeatWeights<CpuTensor>,
    readonly outliers: OutlierDetector | null = null,
  ) {
    this.weights = new DeviceWeights(weights);
    this.answering = new Answering(preprocess, (x, conductions) => this.outputs(x, conductions));
  }

  get recordedBytes(): number {
    return this.answering.bytes;
  }

  upload(): void {
    this.weights.upload();
  }

  release(): void {
    this.answering.release();
    this.weights.release();
  }

  warmUp(backend: Pick<Backend, 'warmUp' | 'record'>): Promise<void> {
    requireMemory(this.info, 'forward');
    return this.answering.warmUp(backend, this.conductions(AS_TRAINED));
  }

  async answers(crop: Uint8Array, knobs: readonly Knobs[]): Promise<NetworkAnswer[]> {
    if (this.info.head.task !== 'classify') throw noClassifier();
    requireMemory(this.info, 'forward');
    const all = await this.answering.answers(
      crop,
      knobs.map((some) => this.conductions(some)),
    );
    return all.map((values) => apart(values, this.info));
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
    const held = this.untrained?.deref();
    if (held !== undefined) return held;
    const { info, preprocess, randomWeights } = this;
    const made = new VHeatNetwork(info, preprocess, randomWeights(), randomWeights);
    this.untrained = new WeakRef(made);
    return made;
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
    const last = this.info.stages.length - 1;
    this.features(crop, knobs, last, {
      observe:
        () =>
        ({ u0, ut }) =>
          kept.push(keep(u0), keep(ut)),
    }).dispose();
    const values = await takeAll(kept);
    return this.diffusivities(knobs).map((operator, i) => ({
      ...operator,
      u0: values[2 * i],
      ut: values[2 * i + 1],
    }));
  }

  /** Runs the network up to one block and keeps the activations of its heat operator. */
  async capture(
    crop: Uint8Array,
    { stage, block }: { stage: number; block: number },
    knobs: Knobs,
  ): Promise<Capture> {
    const weights = this.weights.onCpu.stages.at(stage)?.blocks.at(block);
    if (weights === undefined || stage < 0 || block < 0)
      throw new EngineError('no-such-block', { network: this.info.name, stage, block });
    const kept: Tensor4D[] = [];
    const look = ({ u0, z, ut }: Operation) => kept.push(keep(u0), keep(silu(z)), keep(ut));
    this.features(crop, knobs, stage, {
      observe: (s, b) => (s === stage && b === block ? look : undefined),
      lastBlock: block,
    }).dispose();
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

  private conductions(knobs: Knobs): Conductions {
    return this.weights.onCpu.stages.flatMap(({ blocks }, stage) =>
      blocks.map((_, block) => conductionOf(knobs, stage, block)),
    );
  }

  /** Logits and what they are made of; of a backbone the features of its last stage, [1, n, m, C]. */
  private outputs(x: Tensor4D, conductions: Conductions): Tensor[] {
    const weights = this.weights.onDevice;
    let next = 0;
    const conduction = () => conductions[next++];
    if (weights.head === null)
      return [vheatFeatures(weights, x, weights.stages.length - 1, { conduction })];
    const { logits, pooled } = forwardVHeat(weights, x, { conduction });
    return [logits, pooled];
  }

  /** What comes out of a stage, [1, n, m, C]; the caller disposes it. */
  private features(
    crop: Uint8Array,
    knobs: Knobs,
    stage: number,
    options: Pick<VHeatOptions, 'observe' | 'lastBlock'> = {},
  ): Tensor {
    requireMemory(this.info, 'forward');
    const weights = this.weights.onDevice;
    const conduction = (s: number, b: number) => conductionOf(knobs, s, b);
    return tidy(() =>
      vheatFeatures(weights, inputTensor(crop, this.preprocess), stage, { ...options, conduction }),
    );
  }
}
