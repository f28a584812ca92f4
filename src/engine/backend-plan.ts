import type { BackendName } from './port.ts';

/** What a look at WebGPU found, before any tensor library is loaded. */
export type Probe =
  | { readonly adapter: 'none'; readonly why: 'no-api' | 'insecure' | 'no-adapter' | 'no-answer' }
  | { readonly adapter: 'found'; readonly name: string; readonly software: boolean };

/** A backend to try, and why it is not hardware WebGPU (null when it is). */
export interface Attempt {
  readonly name: BackendName;
  readonly reason: string | null;
}

const WASM_SPEED = 'WebAssembly takes tens of milliseconds a photo.';
const SLOW = 'Expect seconds a photo.';

function whyNotWebGpu(probe: Probe): string | null {
  if (probe.adapter === 'found')
    return probe.software
      ? `This GPU (${probe.name}) is emulated on the processor, where WebGPU is slower than WebAssembly.`
      : null;
  switch (probe.why) {
    case 'no-api':
      return 'This browser has no WebGPU.';
    case 'insecure':
      return 'WebGPU needs a secure page (https or localhost).';
    case 'no-adapter':
      return 'The browser found no GPU for WebGPU.';
    case 'no-answer':
      return 'The GPU did not answer when WebGPU asked for it.';
    default:
      return probe.why satisfies never;
  }
}

/**
 * The order in which backends are tried: hardware WebGPU, WASM, then WebGL and plain JavaScript.
 * A forced backend comes first; the others follow in case it does not work.
 */
export function planBackends(probe: Probe, forced: BackendName | null): Attempt[] {
  const why = whyNotWebGpu(probe);
  const usual: Attempt[] = [
    ...(why === null ? [{ name: 'webgpu', reason: null } as const] : []),
    { name: 'wasm', reason: why === null ? null : `${why} ${WASM_SPEED}` },
    { name: 'webgl', reason: `${why ?? ''} ${SLOW}`.trim() },
    { name: 'cpu', reason: `${why ?? ''} ${SLOW}`.trim() },
  ];
  if (forced === null) return usual;
  const asked =
    forced === 'webgpu'
      ? probe.adapter === 'found' && probe.software
        ? `Asked for in the address. ${whyNotWebGpu(probe) ?? ''}`.trim()
        : null
      : 'Asked for in the address.';
  return [{ name: forced, reason: asked }, ...usual.filter((a) => a.name !== forced)];
}

/** Adds to a reason why the backends before this one were passed over. */
export function withFailures(attempt: Attempt, failures: readonly string[]): string | null {
  const sentences = [...failures, ...(attempt.reason === null ? [] : [attempt.reason])];
  return sentences.length === 0 ? null : [...new Set(sentences)].join(' ');
}
