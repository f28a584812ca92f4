import { CodedError, type None } from '../coded/coded.ts';
import type { InputSize } from '../math/resample.ts';
import type { Grid } from './grid.ts';

/** A tensor whose shape is not the one its network needs. */
export interface ShapeFault {
  readonly key: string;
  readonly shape: readonly number[];
  readonly expected: readonly number[];
}

/** Keys of a file that do not make the network. */
export interface KeyFaults {
  /** Keys the network needs and the file lacks. */
  readonly missing: readonly string[];
  /** Keys the file has and the network does not know. */
  readonly unexpected: readonly string[];
  readonly wrongShape: readonly ShapeFault[];
}

/** Where no single key is at fault. */
export const NO_KEYS: KeyFaults = { missing: [], unexpected: [], wrongShape: [] };

/** Models that are recognised although they cannot be run. */
export type StrangeModel =
  | 'vheat-detector'
  | 'vheat-inside'
  | 'swin'
  | 'vmamba'
  | 'convnext'
  | 'clip'
  | 'vit-hugging-face'
  | 'vit-torchvision'
  | 'vit-inside'
  | 'resnet'
  | 'efficientnet'
  | 'convolutional-torchvision'
  | 'language-model';

/** ViTs whose forward pass is another one. */
export type VitVariant =
  | 'distilled'
  | 'register-tokens'
  | 'layer-scale'
  | 'qk-norm'
  | 'average-pool'
  | 'norm-before'
  | 'no-positions'
  | 'no-class-token'
  | 'positions-shape';

/** Why weights do not make the network they should. */
export interface WeightsErrors {
  /** `keys`: those at fault are listed; the other faults tell that a file is no such network at all. */
  'weights-mismatch': {
    readonly network: 'vheat' | 'vit';
    readonly fault: 'keys' | 'beginning' | 'frequency-maps';
    readonly keys: KeyFaults;
  };
  /** What it looks like, and the key that tells; null for what is not known. */
  'wrong-model': {
    readonly looksLike: StrangeModel | null;
    readonly key: string | null;
    readonly keys: KeyFaults;
  };
  /** A backbone was asked for classes. */
  'no-classifier': { readonly asked: 'forward' };
  /** `allowed`: the stride that sizes must be a multiple of, or the one size that is possible. */
  'input-size': {
    readonly fault: 'stride' | 'inference-form' | 'fixed';
    readonly size: number;
    readonly allowed: number;
  };
  override: { readonly what: 'mean' | 'std' };
  /** The key that the variant has, or lacks. */
  'vit-variant': {
    readonly variant: VitVariant;
    readonly key: string;
    /** Of the positions, where that is what is wrong. */
    readonly shape?: readonly number[] | undefined;
  };
  'vit-heads': { readonly width: number; readonly heads: number };
  /** `grid`: of the patches if every position were one's. */
  'vit-positions': { readonly positions: number; readonly grid: Grid };
  'vit-grid': { readonly patches: number; readonly grid: Grid; readonly grids: readonly Grid[] };
}

/** What was assumed of a file, or contradicts itself in it. */
export interface ReportNotes {
  'heads-assumed': { readonly heads: number };
  /** `others`: the grids that are possible as well. */
  'grid-assumed': { readonly grid: Grid; readonly others: readonly Grid[] };
  'qkv-bias': None;
  'norms-assumed': { readonly postNorm: boolean; readonly layerScale: boolean };
  /** What the weights have, against the configuration in the file. */
  'layer-scale-contradicted': { readonly layerScale: boolean };
  'classes-contradicted': { readonly said: number; readonly classes: number };
  'normalisation-assumed': None;
  /** The network names no classes. */
  backbone: None;
  /** The input that frequency maps are made for, and the one that divides into whole tokens. */
  'maps-resized': { readonly made: InputSize; readonly used: InputSize };
  /** Numbers of k whose decay was too small for the file: only a bound is known. */
  'k-bounded': { readonly entries: number };
  'labels-left-out': { readonly labels: number; readonly classes: number | null };
}

/** What a list of keys at fault says of one. */
export interface KeyRemarks {
  'wrong-shape': ShapeFault;
}

/** Weights that do not make the network they should. */
export class WeightsError extends CodedError<WeightsErrors> {
  override readonly name = 'WeightsError';
}
