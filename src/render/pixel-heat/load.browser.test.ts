import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createPixelHeat, pictureSpectrum, type PictureSpectrum } from '../../math/pixel-heat.ts';
import { itConductsPictures } from '../../testing/pixel-heat-contract.ts';
import { loadPixelHeat } from './load.ts';

const SIZE = 4;
const grey = () => pictureSpectrum(new Uint8ClampedArray(4 * SIZE * SIZE).fill(99), SIZE);

/** Whether numbers and pixels lie in the memory of one program. */
const isProgram = (create: typeof createPixelHeat, source: PictureSpectrum) => {
  const { pixels, luminance } = create(source);
  return pixels.buffer === luminance.buffer;
};

describe('the fastest heat of a picture', () => {
  let create: typeof createPixelHeat;
  beforeAll(async () => {
    create = await loadPixelHeat();
  });
  afterEach(() => void vi.restoreAllMocks());

  itConductsPictures(() => create);

  test('is by SIMD, and its pixels can be shown', () => {
    expect(isProgram(create, grey())).toBe(true);
    const heat = create(grey());
    heat.advance(1);
    const context = document.createElement('canvas').getContext('2d');
    context?.putImageData(new ImageData(heat.pixels, SIZE, SIZE), 0, 0);
    expect(context?.getImageData(1, 2, 1, 1).data).toEqual(Uint8ClampedArray.of(99, 99, 99, 255));
  });

  test('is in JavaScript where the program cannot be had', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('offline'));
    expect(await loadPixelHeat()).toBe(createPixelHeat);
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('gone', { status: 404 }));
    expect(await loadPixelHeat()).toBe(createPixelHeat);
  });

  test('is in JavaScript where the program has no memory', () => {
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
      throw new RangeError('could not allocate memory');
    });
    expect(isProgram(create, grey())).toBe(false);
  });
});
