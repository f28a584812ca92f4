/** What a page asks of its service worker; it answers on the port that comes along. */
export const KEEP = 'keep';

/** Files of the app to keep: those at the addresses of what a visit used, or all. Other addresses are ignored. */
export interface KeepRequest {
  readonly type: typeof KEEP;
  readonly files: readonly string[] | 'all';
}

/** The answer: whether all of them are kept now. */
export interface KeepAnswer {
  readonly kept: boolean;
}
