import { describe, expect, test } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import { readSafetensors, writeSafetensors } from '../checkpoint/safetensors.ts';
import { BACKENDS } from '../testing/backends.ts';
import { readFixture } from '../testing/fixtures.ts';
import { quarters } from '../testing/photo.ts';
import { Engine } from './engine.ts';
import { AS_TRAINED } from './port.ts';

const NETWORKS = ['vheat/pre-norm/weights.safetensors', 'vit/checkpoint.safetensors'];

/** A checkpoint with every number changed. */
async function changed(path: string, change: (x: number) => number): Promise<Blob> {
  const arrays = await readSafetensors(bytesSource(await readFixture(path)));
  const edited = [...arrays].map(([key, a]) => [key, { ...a, data: a.data.map(change) }] as const);
  return new Blob([writeSafetensors(new Map(edited), { dtype: 'f32' })]);
}

describe.each(BACKENDS)('finite weights whose sums overflow, on %s', (backend) => {
  async function classify(file: Blob) {
    const engine = new Engine();
    const backends: string[] = [];
    const modelsUrl = new URL('/models/', location.href).href;
    await engine.start({ forced: backend, modelsUrl }, (event) => {
      if (event.type === 'backend') backends.push(event.backend.name);
    });
    const info = await engine.open(file, 'huge.safetensors', { heads: 2 });
    await engine.openImage({ blob: new Blob([await quarters('image/png')]) });
    const { probabilities } = await engine.classify(AS_TRAINED);
    // It is not the device's fault.
    expect(backends).toEqual([backend]);
    return { info, probabilities };
  }

  test.each(NETWORKS)('run with a warning: %s', async (path) => {
    const { info, probabilities } = await classify(await changed(path, () => 3e38));
    expect(info.warning).toMatchObject({ code: 'weights-too-large' });
    expect(probabilities).toHaveLength(10);
  });

  test.each(NETWORKS)(
    'are told by their numbers where no weight is too large: %s',
    async (path) => {
      const { info, probabilities } = await classify(await changed(path, (x) => x * 1e17));
      expect(info.warning).toBeNull();
      expect(probabilities.every(Number.isNaN)).toBe(true);
    },
  );
});
