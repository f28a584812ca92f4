import { describe, expect, it } from 'vitest';
import { maxAbsDifference } from '../testing/close.ts';
import { itConductsPictures } from '../testing/pixel-heat-contract.ts';
import { dct2 } from './dct.ts';
import { createPixelHeat, pictureSpectrum } from './pixel-heat.ts';

describe('a picture as heat', () => {
  itConductsPictures(() => createPixelHeat);
});

describe('the spectrum of a picture', () => {
  const SIZE = 16;
  const photo = Uint8ClampedArray.from({ length: 4 * SIZE * SIZE }, (_, i) =>
    i % 4 === 3 ? 255 : (i * i) % 251,
  );
  const grey = Float32Array.from(
    { length: SIZE * SIZE },
    (_, i) => 0.299 * photo[4 * i] + 0.587 * photo[4 * i + 1] + 0.114 * photo[4 * i + 2],
  );

  it('is that of its colours and of its grey', () => {
    const spectrum = pictureSpectrum(photo, SIZE);
    expect(maxAbsDifference(spectrum.before, grey)).toBeLessThan(1e-4);
    expect(maxAbsDifference(spectrum.luminance, dct2(grey, SIZE, SIZE))).toBeLessThan(1e-2);
    for (let c = 0; c < 3; c++) {
      const plane = Float32Array.from({ length: SIZE * SIZE }, (_, i) => photo[4 * i + c]);
      expect(maxAbsDifference(spectrum.colours[c], dct2(plane, SIZE, SIZE))).toBeLessThan(1e-2);
    }
  });

  it('knows its strongest frequency but for the mean', () => {
    const { strongest, luminance } = pictureSpectrum(photo, SIZE);
    expect(strongest).toBe(Math.max(...luminance.subarray(1).map(Math.abs)));
    expect(strongest).toBeLessThan(luminance[0]);
  });
});
