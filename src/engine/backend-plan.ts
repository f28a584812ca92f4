import type { Coded } from '../coded/coded.ts';
import type { BackendName, BackendReasons } from './error.ts';

/** What a look at WebGPU found, before any tensor library is loaded. */
export type Probe =
  | { readonly adapter: 'none'; readonly why: 'no-api' | 'insecure' | 'no-adapter' | 'no-answer' }
  | { readonly adapter: 'found'; readonly name: string; readonly software: boolean };

type Reason = Coded<BackendReasons>;

/** A backend to try, and why it is not hardware WebGPU (nothing when it is). */
export interface Attempt {
  readonly name: BackendName;
  readonly reasons: readonly Reason[];
}

const WASM_SPEED: Reason = { code: 'wasm-speed', params: {} };
const SLOW: Reason = { code: 'slow-backend', params: {} };
const FORCED: Reason = { code: 'forced', params: {} };

function whyNotWebGpu(probe: Probe): readonly Reason[] {
  if (probe.adapter === 'none') return [{ code: 'no-webgpu', params: { why: probe.why } }];
  return probe.software ? [{ code: 'emulated-gpu', params: { adapter: probe.name } }] : [];
}

/**
 * The order in which backends are tried: hardware WebGPU, WASM, then WebGL and plain JavaScript.
 * A forced backend comes first; the others follow in case it does not work.
 */
export function planBackends(probe: Probe, forced: BackendName | null): Attempt[] {
  const why = whyNotWebGpu(probe);
  const usual: Attempt[] = [
    ...(why.length === 0 ? [{ name: 'webgpu', reasons: [] } as const] : []),
    { name: 'wasm', reasons: why.length === 0 ? [] : [...why, WASM_SPEED] },
    { name: 'webgl', reasons: [...why, SLOW] },
    { name: 'cpu', reasons: [...why, SLOW] },
  ];
  if (forced === null) return usual;
  const isEmulated = probe.adapter === 'found' && probe.software;
  const asked = forced !== 'webgpu' ? [FORCED] : isEmulated ? [FORCED, ...whyNotWebGpu(probe)] : [];
  return [{ name: forced, reasons: asked }, ...usual.filter((a) => a.name !== forced)];
}

/** Adds to its reasons why the backends before this one were passed over; each is told once. */
export function withFailures({ reasons }: Attempt, failures: readonly Reason[]): readonly Reason[] {
  const all = [...failures, ...reasons].map((reason) => [JSON.stringify(reason), reason] as const);
  return [...new Map(all).values()];
}
