import { expect, test } from 'vitest';
import { opaque, viewOf } from './view.ts';

const WIDTH = 31;
const HEIGHT = 20;

/** Every channel of every pixel has another value than its neighbours. */
function photo() {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : (i * 37) % 251;
  return { width: WIDTH, height: HEIGHT, data };
}

test('a view that is as fine as the photo is its middle, pixel by pixel', () => {
  const pixels = photo();
  const { width, height, data } = viewOf(pixels, { resizeShorterSide: 8, centreCrop: 8 });
  expect([width, height]).toEqual([HEIGHT, HEIGHT]);
  const left = 6; // 5.5, rounded half to even
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * WIDTH + left + x);
      const to = 4 * (y * width + x);
      expect([...data.subarray(to, to + 4)]).toEqual([...pixels.data.subarray(from, from + 4)]);
    }
  }
});

test('a photo that is stretched is shown whole', () => {
  const pixels = photo();
  const stretchTo = { width: 16, height: 16 };
  const view = viewOf(pixels, { resizeShorterSide: 16, centreCrop: 16, stretchTo });
  expect(view).toEqual(pixels);
  expect(view.data).not.toBe(pixels.data);
});

test('a crop is shown as it is, opaque', () => {
  const { data } = opaque(Uint8Array.of(1, 2, 3, 4, 5, 6), { height: 1, width: 2 });
  expect([...data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  expect(() => opaque(Uint8Array.of(1, 2, 3), { height: 1, width: 2 })).toThrow(RangeError);
});
