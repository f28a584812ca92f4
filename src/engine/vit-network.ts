import { keep, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { noClassifier } from '../model/nn/head.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import type { Preprocess } from '../model/preprocess.ts';
import type { Cell } from '../model/receptive-field.ts';
import { forwardVit, vitFeatures } from '../model/vit/forward.ts';
import type { VitWeights } from '../model/vit/weights.ts';
import { Answering } from './answering.ts';
import type { Backend } from './backend.ts';
import { DeviceWeights } from './device-weights.ts';
import type { OutlierDetector } from './models/outliers.ts';
import { apart, contributionOf, inputTensor, type Network, type NetworkAnswer } from './network.ts';
import type { Knobs, VitInfo } from './port.ts';
import { takeAll } from './take.ts';

/** A ViT with what only it can show. */
export class VitNetwork implements Network {
  private readonly weights: DeviceWeights<VitWeights<CpuTensor>>;
  private readonly answering: Answering;
  private untrained: WeakRef<VitNetwork> | null = null;

  /** @param randomWeights weights of the same shape before training */
  constructor(
    readonly info: VitInfo,
    readonly preprocess: Preprocess,
    weights: VitWeights<CpuTensor>,
    private readonly randomWeights: () => VitWeights<CpuTensor>,
    readonly outliers: OutlierDetector | null = null,
  ) {
    this.weights = new DeviceWeights(weights);
    this.answering = new Answering(preprocess, (x) => this.outputs(x));
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
    return this.answering.warmUp(backend, []);
  }

  /** Knobs mean nothing to it. */
  async answers(crop: Uint8Array, knobs: readonly Knobs[]): Promise<NetworkAnswer[]> {
    if (this.info.head.task !== 'classify') throw noClassifier();
    const all = await this.answering.answers(
      crop,
      knobs.map(() => []),
    );
    return all.map((values) => apart(values, this.info));
  }

  contribution(
    crop: Uint8Array,
    _place: { stage: number; block: number },
    cell: Cell,
  ): Promise<Float32Array<ArrayBuffer>> {
    const weights = this.weights.onDevice;
    return contributionOf((x) => vitFeatures(weights, x), crop, this.preprocess, cell);
  }

  twin(): VitNetwork {
    const held = this.untrained?.deref();
    if (held !== undefined) return held;
    const { info, preprocess, randomWeights } = this;
    const made = new VitNetwork(info, preprocess, randomWeights(), randomWeights);
    this.untrained = new WeakRef(made);
    return made;
  }

  /** Attention of every layer on one picture, [heads, N, N] each, first layer first. */
  async attention(crop: Uint8Array): Promise<Float32Array<ArrayBuffer>[]> {
    const weights = this.weights.onDevice;
    const kept: Tensor[] = [];
    const observe = (_: number, attention: Tensor) => kept.push(keep(attention));
    tidy(() => vitFeatures(weights, inputTensor(crop, this.preprocess), { observe })).dispose();
    return takeAll(kept);
  }

  /** Logits and what they are made of; of a backbone its patches at the end, [1, rows, columns, C]. */
  private outputs(x: Tensor4D): Tensor[] {
    const weights = this.weights.onDevice;
    if (weights.head === null) return [vitFeatures(weights, x)];
    const { logits, pooled } = forwardVit(weights, x);
    return [logits, pooled];
  }
}
