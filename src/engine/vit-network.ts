import { keep, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { noClassifier } from '../model/nn/head.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import type { Preprocess } from '../model/preprocess.ts';
import type { Cell } from '../model/receptive-field.ts';
import { forwardVit, vitFeatures, type VitOptions } from '../model/vit/forward.ts';
import type { VitWeights } from '../model/vit/weights.ts';
import type { Backend } from './backend.ts';
import { DeviceWeights } from './device-weights.ts';
import { contributionOf, greyCrop, inputTensor, type Network } from './network.ts';
import type { VitInfo } from './port.ts';
import { take, takeAll } from './take.ts';

/** A ViT with what only it can show. */
export class VitNetwork implements Network {
  private readonly weights: DeviceWeights<VitWeights<CpuTensor>>;
  private untrained: VitNetwork | null = null;

  /** @param randomWeights weights of the same shape before training */
  constructor(
    readonly info: VitInfo,
    readonly preprocess: Preprocess,
    weights: VitWeights<CpuTensor>,
    private readonly randomWeights: () => VitWeights<CpuTensor>,
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
    return backend.warmUp(() => this.run(greyCrop(this.preprocess)));
  }

  async logits(crop: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    if (this.info.head.task !== 'classify') throw noClassifier();
    return take(this.run(crop));
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
    this.untrained ??= new VitNetwork(
      this.info,
      this.preprocess,
      this.randomWeights(),
      this.randomWeights,
    );
    return this.untrained;
  }

  /** Attention of every layer on one picture, [heads, N, N] each, first layer first. */
  async attention(crop: Uint8Array): Promise<Float32Array<ArrayBuffer>[]> {
    const kept: Tensor[] = [];
    this.run(crop, { observe: (_, attention) => kept.push(keep(attention)) }).dispose();
    return takeAll(kept);
  }

  /** Logits [1, classes]; of a backbone its patches at the end, [1, rows, columns, C]. The caller disposes them. */
  private run(crop: Uint8Array, options: VitOptions = {}): Tensor {
    const weights = this.weights.onDevice;
    return tidy(() => {
      const x = inputTensor(crop, this.preprocess);
      return weights.head === null
        ? vitFeatures(weights, x, options)
        : forwardVit(weights, x, options).logits;
    });
  }
}
