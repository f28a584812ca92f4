import type { Misfit } from '../state/accept.ts';
import { CodedError, type None } from '../coded/coded.ts';

/** An argument that does not fit; `at`: the path of what is wrong in it, `problem` in the words of the schema's library. */
export interface Unfit {
  readonly at: string | null;
  readonly problem: string;
}

/** What the page API refuses, by code. */
export interface ApiErrors {
  'bad-image': Unfit;
  'bad-file': Unfit;
  'bad-options': Unfit & { readonly argument: 'name' | 'options' };
  'bad-place': Unfit;
  'bad-question': Unfit & { readonly of: 'field' | 'robustness' };
  /** `refused`: settings that are unknown or out of range. */
  'bad-state': Unfit | { readonly refused: readonly Misfit[] };
  'bad-event': (Unfit & { readonly of: 'on' }) | { readonly of: 'subscribe' };
  'bad-listener': Unfit;
  'not-ready': None;
  'no-classifier': { readonly asked: 'predictions'; readonly network: string };
  /** What is the reader's own is withheld from the page around. */
  private: None;
}

/** A call of the page API that makes no sense. */
export class ApiError extends CodedError<ApiErrors> {
  override readonly name = 'ApiError';
}
