import type { CheckpointErrors } from '../checkpoint/error.ts';
import { CodedError, type Coded, type None, type Uncoded } from '../coded/coded.ts';
import type { WeightsErrors } from '../model/error.ts';
import type { ImageErrors } from './image/error.ts';

/** How a backend is called. */
export type BackendName = 'webgpu' | 'wasm' | 'webgl' | 'cpu';

/** Failures of the engine itself. */
export interface EngineErrors {
  superseded: { readonly of: 'request' };
  cancelled: { readonly of: 'load' | 'field' | 'measurement' };
  'not-started': None;
  'no-backend': { readonly failures: readonly Coded<BackendReasons>[] };
  'not-active': { readonly backend: BackendName };
  'not-packaged': { readonly backend: BackendName };
  'no-adapter': None;
  'start-timeout': { readonly milliseconds: number };
  'gpu-fault': None;
  'engine-gone': { readonly fault: 'silent' | 'unloadable' | 'ended' | 'absent' };
  'no-model': None;
  'no-image': None;
  'no-vheat': None;
  'no-vit': None;
  'not-loaded': None;
  /** Stage, block and cell count from 0. */
  'no-such-stage': { readonly network: string; readonly stage: number };
  'no-such-block': { readonly network: string; readonly stage: number; readonly block: number };
  'no-such-cell': { readonly grid: readonly number[]; readonly cell: readonly number[] };
  'no-gradient': None;
  'network-changed': None;
  'input-size': { readonly fault: 'range'; readonly size: number; readonly allowed: number };
  /** WebAssembly cannot hold so many bytes. */
  'input-large': {
    readonly network: string;
    readonly asked: 'forward' | 'field';
    readonly bytes: number;
  };
  'file-gone': None;
  'kept-gone': { readonly name: string };
  'model-unknown': { readonly asked: 'call'; readonly id: string };
  'not-json': { readonly of: Described; readonly url: string };
  /** `at`: the path of what is wrong, null for the whole; `problem` in the words of the schema's library. */
  'model-config': {
    readonly of: Described;
    readonly at: string | null;
    readonly problem: string;
  };
}

/** What JSON describes. */
export type Described = 'model' | 'catalogue' | 'id' | 'labels' | 'evidence' | 'outliers';

/** Why the network does not run on hardware WebGPU. */
export interface BackendReasons {
  'no-webgpu': { readonly why: 'no-api' | 'insecure' | 'no-adapter' | 'no-answer' };
  'emulated-gpu': { readonly adapter: string };
  forced: None;
  'wasm-speed': None;
  'slow-backend': None;
  'gpu-lost': None;
  'gpu-error': { readonly detail: string };
  'gpu-fault': None;
  'self-test': { readonly backend: BackendName; readonly fault: Coded<SelfTestFaults> };
  'start-failed': { readonly backend: BackendName; readonly reason: Failure };
}

/** What a backend does wrong. */
export interface SelfTestFaults {
  zeros: None;
  /** The largest difference from a known result. */
  off: { readonly by: number };
  'gpu-error': { readonly detail: string };
}

/** Why the weights of a network cannot be trusted. */
export interface ModelWarnings {
  'weights-not-numbers': None;
  'weights-too-large': None;
  'weights-zero': None;
}

/** What the engine tells by itself. */
export interface EngineNotices {
  'model-left-out': {
    readonly models: readonly { readonly id: string; readonly reason: Failure }[];
  };
  'not-kept': None;
}

/** Everything that a call to the engine may reject with. */
export type Failure = Coded<
  CheckpointErrors | ImageErrors | WeightsErrors | EngineErrors | Uncoded
>;

/** A failure of the engine itself. */
export class EngineError extends CodedError<EngineErrors> {
  override readonly name = 'EngineError';
}

/** A newer call of the same kind took this one's place. */
export function superseded(): EngineError {
  return new EngineError('superseded', { of: 'request' });
}
