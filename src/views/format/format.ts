/** A probability as people read it: "12.3 %"; what is no number is "– %". */
export function percent(probability: number): string {
  if (!Number.isFinite(probability)) return '– %';
  return `${(100 * probability).toFixed(1)} %`;
}

/** A duration with sensible digits: "3.4 ms", "43 ms", "1.2 s". */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

/** Bytes in decimal megabytes: "6.8 MB". */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A parameter count: "3.4 M". */
export function millions(count: number): string {
  return `${(count / 1e6).toFixed(1)} M`;
}

/** Backends as people call them. */
export const BACKEND_TITLES = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
} as const;
