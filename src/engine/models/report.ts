import type { InputSize } from '../../math/resample.ts';
import type { Report } from '../../model/recognise.ts';

export type { Assumption } from '../../model/recognise.ts';

/** Channels R, G, B. */
export type Rgb = readonly [number, number, number];

/** What was recognised in a model's file; plain JSON. */
export interface ModelReport extends Report {
  /** Size of the file, or of all parts of a model folder. */
  readonly bytes: number;
  readonly tensors: number;
  /** Element types of the stored tensors, such as `f16`. */
  readonly stored: readonly string[];
  /** Channels and blocks per stage of a vHeat; null for a ViT. */
  readonly dims: readonly number[] | null;
  readonly depths: readonly number[] | null;
  /** The input that the weights were made for, and the sizes that may be chosen: a square's, or its own. */
  readonly ownInputSize: number;
  readonly ownInput: InputSize;
  readonly inputSizes: readonly number[];
  /** Of no effect at the model's own input size; null for a ViT. */
  readonly resize: 'zero-pad' | 'bicubic' | null;
  /** Where the class names come from; `none` gives "class n". */
  readonly labels: 'given' | 'model' | 'imagenet-1k' | 'none';
  readonly mean: Rgb;
  readonly std: Rgb;
}
