import type { Probe } from './backend-plan.ts';
import { inTime } from './time-limit.ts';

/** Some drivers never answer; a GPU that works does so within milliseconds. */
const ADAPTER_LIMIT_MS = 5_000;

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** Looks for a GPU without loading the tensor library. */
export async function probeWebGpu(): Promise<Probe> {
  // Typed as always there, but absent in older browsers and on insecure pages.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (gpu === undefined)
    return { adapter: 'none', why: globalThis.isSecureContext ? 'no-api' : 'insecure' };
  const asked = gpu.requestAdapter().catch(() => null);
  const adapter = await inTime(ADAPTER_LIMIT_MS, asked).catch(() => undefined);
  if (adapter === undefined) return { adapter: 'none', why: 'no-answer' };
  if (adapter === null) return { adapter: 'none', why: 'no-adapter' };
  const { vendor, architecture, description, device, isFallbackAdapter } = adapter.info;
  const words = [description, vendor, architecture, device].filter((word) => word !== '');
  const name = words.at(0) === description ? description : words.join(' ');
  return {
    adapter: 'found',
    name: name === '' ? 'unnamed GPU' : name,
    software: isFallbackAdapter || SOFTWARE.test(words.join(' ')),
  };
}
