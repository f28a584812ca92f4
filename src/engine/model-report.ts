import type { Report } from '../model/recognise.ts';

export type { Assumption } from '../model/recognise.ts';

/** Channels R, G, B. */
export type Rgb = readonly [number, number, number];

/** What a model's file cannot say, or what somebody wants otherwise; what is absent is as the file says. */
export interface ModelChoices {
  /** Pixels per side: a multiple of 32 up to 512, or the model's own size. */
  readonly inputSize?: number | undefined;
  /** How the frequency value embedding serves another input size. */
  readonly resize?: 'zero-pad' | 'bicubic' | undefined;
  /** Whether norms come after each branch (Small, Base) instead of before it (Tiny). */
  readonly postNorm?: boolean | undefined;
  /** Attention heads of a ViT. */
  readonly heads?: number | undefined;
  /** How the patches of a ViT lie: rows and columns. */
  readonly grid?: readonly [rows: number, columns: number] | undefined;
  /** Normalisation of pixels in 0…1. */
  readonly mean?: Rgb | undefined;
  readonly std?: Rgb | undefined;
  /** Names in the order of the classes. */
  readonly labels?: readonly string[] | undefined;
  /** The set of weights to take where a file has several, such as `model_ema`. */
  readonly variant?: string | undefined;
}

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
  /** The input size that the weights were made for, and all that may be chosen. */
  readonly ownInputSize: number;
  readonly inputSizes: readonly number[];
  /** Of no effect at the model's own input size; null for a ViT. */
  readonly resize: 'zero-pad' | 'bicubic' | null;
  /** Where the class names come from; `none` gives "class n". */
  readonly labels: 'given' | 'model' | 'imagenet-1k' | 'none';
  readonly mean: Rgb;
  readonly std: Rgb;
}
