import { free, upload, type OnDevice } from '../model/nn/tree.ts';
import { EngineError } from './error.ts';

/** Weights of a network in CPU memory and, between `upload` and `release`, on the device. */
export class DeviceWeights<W> {
  private held: { readonly weights: OnDevice<W> } | null = null;

  constructor(readonly onCpu: W) {}

  upload(): void {
    this.held ??= { weights: upload(this.onCpu) };
  }

  release(): void {
    if (this.held !== null) free(this.held.weights);
    this.held = null;
  }

  /** Throws EngineError `not-loaded` where they are not on the device. */
  get onDevice(): OnDevice<W> {
    if (this.held === null) throw new EngineError('not-loaded');
    return this.held.weights;
  }
}
