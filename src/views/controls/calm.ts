/** Whether the reader asked for less motion: nothing plays by itself, and Play takes steps. */
export const wantsCalm = (): boolean =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;
