import { describe, expect, it, vi } from 'vitest';
import { bytesNeeded, requireMemory } from './memory-need.ts';
import type { VHeatInfo } from './port.ts';

const backend = vi.hoisted(() => ({ name: 'wasm' }));
vi.mock('@tensorflow/tfjs-core', () => ({ getBackend: () => backend.name }));

/** A vHeat-Tiny for a picture of this many pixels. */
function tiny(height: number, width: number): VHeatInfo {
  const stages = [2, 2, 6, 2].map((depth, stage) => ({
    grid: [height / 4 / 2 ** stage, width / 4 / 2 ** stage] as const,
    channels: 96 * 2 ** stage,
    stride: 4 * 2 ** stage,
    meanK: Array.from({ length: depth }, () => 1),
  }));
  return { architecture: 'vheat', name: 'Tiny', parameters: 29e6, stages } as unknown as VHeatInfo;
}

describe('memory of a vHeat', () => {
  it('suffices for what is usual: a field at 224 pixels, heat at 1280 × 800', () => {
    expect(() => requireMemory(tiny(224, 224), { stage: 3, block: 1 })).not.toThrow();
    expect(() => requireMemory(tiny(800, 1280), 'forward')).not.toThrow();
    const bytes = bytesNeeded(tiny(800, 1280), 'forward');
    expect(bytes / 2 ** 30).toBeGreaterThan(0.7);
    expect(bytes / 2 ** 30).toBeLessThan(1.2);
  });

  it('is refused by name where WebAssembly has too little, and there alone', () => {
    const large = tiny(800, 1280);
    expect(() => requireMemory(large, { stage: 3, block: 1 })).toThrow(
      expect.objectContaining({ code: 'input-large' }),
    );
    expect(() => requireMemory(tiny(2560, 2560), 'forward')).toThrow(
      expect.objectContaining({
        code: 'input-large',
        params: expect.objectContaining({ network: 'Tiny', asked: 'forward' }) as object,
      }),
    );
    expect(bytesNeeded(large, { stage: 0, block: 0 })).toBeLessThan(
      bytesNeeded(large, { stage: 0, block: 1 }),
    );
    backend.name = 'webgpu';
    expect(() => requireMemory(large, { stage: 3, block: 1 })).not.toThrow();
  });
});
