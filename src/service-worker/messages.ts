/** What a page asks of its service worker; it answers on the port that comes along. */
export const KEEP_REST = 'keep-rest';

/** The answer: whether all files of the app are kept now. */
export interface RestKept {
  readonly kept: boolean;
}
