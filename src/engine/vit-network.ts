import { dispose, keep, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { CpuTensor } from '../model/nn/tree.ts';
import type { Preprocess } from '../model/preprocess.ts';
import type { Features } from '../model/receptive-field.ts';
import { forwardVit, vitFeatures } from '../model/vit/forward.ts';
import { uploadVit, type VitWeights } from '../model/vit/weights.ts';
import { EngineError } from './error.ts';
import { inputTensor, type Network } from './network.ts';
import type { VitInfo } from './port.ts';
import { takeAll } from './take.ts';

/** A ViT with what only it can show. */
export class VitNetwork implements Network {
  private device: VitWeights<Tensor> | null = null;
  private untrained: VitNetwork | null = null;

  /** @param randomWeights weights of the same shape before training */
  constructor(
    readonly info: VitInfo,
    readonly preprocess: Preprocess,
    private readonly weights: VitWeights<CpuTensor>,
    private readonly randomWeights: () => VitWeights<CpuTensor>,
  ) {}

  upload(): void {
    this.device ??= uploadVit(this.weights);
  }

  release(): void {
    if (this.device) dispose(this.device as unknown as Record<string, never>);
    this.device = null;
  }

  forward(crop: Uint8Array): Tensor {
    const weights = this.onDevice();
    return tidy(() => forwardVit(weights, inputTensor(crop, this)).logits);
  }

  features(): Features {
    const weights = this.onDevice();
    return (x) => vitFeatures(weights, x);
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
    const weights = this.onDevice();
    const kept: Tensor[] = [];
    const logits = tidy(
      () =>
        forwardVit(weights, inputTensor(crop, this), {
          observe: (_, attention) => kept.push(keep(attention)),
        }).logits,
    );
    logits.dispose();
    return takeAll(kept);
  }

  private onDevice(): VitWeights<Tensor> {
    if (this.device === null)
      throw new EngineError('not-loaded', 'The network is not on the device.');
    return this.device;
  }
}
