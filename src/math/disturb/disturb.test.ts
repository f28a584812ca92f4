import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { blobSource } from '../../checkpoint/byte-source.ts';
import type { NamedArray } from '../../checkpoint/named-array.ts';
import { readSafetensors } from '../../checkpoint/safetensors.ts';
import { maxAbsDifference } from '../../testing/close.ts';
import { readFixture } from '../../testing/fixtures.ts';
import { seededRandom } from '../random.ts';
import { disturb, type Disturbance } from './disturb.ts';
import { GROUND, type Picture } from './picture.ts';
import { SEVERITIES } from './severity.ts';

let golden: ReadonlyMap<string, NamedArray>;
let photo: Picture;

beforeAll(async () => {
  const file = new Blob([await readFixture('disturb/expected.safetensors')]);
  golden = await readSafetensors(blobSource(file));
  photo = picture('photo');
});

function picture(name: string): Picture {
  const array = golden.get(name);
  if (array === undefined) throw new Error(`no picture ${name}`);
  const [height, width] = array.shape;
  return { width, height, data: Uint8Array.from(array.data) };
}

/** Disturbs the photo of the fixture; the square lies where the fixture's does. */
function disturbed(kind: Disturbance['kind'], amount: number, seed = 7): Picture {
  const middle = { x: 31.5 / photo.width, y: 37.5 / photo.height };
  return disturb(photo, { kind, amount, middle, seed });
}

const at = ({ data, width }: Picture, x: number, y: number) => [
  ...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
];

// Pillow cuts fractions off where it turns and blends, and HSV in floats turns halves either way; here they are rounded.
test.each([
  ['rotation', 30, 1],
  ['rotation', -100, 1],
  ['rotation', 180, 0],
  ['noise', 0.18, 0],
  ['blur', 1, 0],
  ['blur', 3, 0],
  ['blur', 6, 0],
  ['contrast', 0.4, 0],
  ['contrast', 0.05, 0],
  ['brightness', 0.2, 1],
  ['brightness', -0.4, 1],
  ['occlusion', 0.5, 0],
  ['shift', 0.25, 0],
  ['shift', -0.4, 0],
  ['size', 0.6, 0],
  ['size', 0.2, 0],
  ['grey', 0.4, 1],
  ['grey', 1, 0],
] as const)('%s by %d is that of Pillow, SciPy or NumPy', (kind, amount, tolerance) => {
  const expected = picture(`${kind} ${amount}`);
  const { width, height, data } = disturbed(kind, amount);
  expect({ width, height }).toEqual({ width: expected.width, height: expected.height });
  expect(maxAbsDifference(data, expected.data)).toBeLessThanOrEqual(tolerance);
});

// Integer transforms of libjpeg round here and there to the next multiple of a quantiser.
test.each([90, 50, 25, 15, 7])('JPEG of quality %d is what libjpeg leaves', (quality) => {
  const expected = picture(`jpeg ${quality}`).data;
  const { data } = disturbed('jpeg', quality);
  const differences = Array.from(data, (value, i) => Math.abs(value - expected[i]));
  const mean = differences.reduce((a, b) => a + b, 0) / data.length;
  expect(mean).toBeLessThan(0.5);
  expect(differences.filter((d) => d > 2).length / data.length).toBeLessThan(0.07);
});

describe('every disturbance', () => {
  const kinds = Object.keys(SEVERITIES).filter((kind) => kind !== 'time') as Disturbance['kind'][];

  test.each(kinds)('%s of no severity leaves the picture as it is', (kind) => {
    expect(disturbed(kind, SEVERITIES[kind].none)).toBe(photo);
  });

  test.each(kinds)(
    '%s changes the picture wherever it is measured, and not the original',
    (kind) => {
      const random = seededRandom(5);
      const data = Uint8Array.from({ length: 3 * 96 * 96 }, () => 256 * random());
      const before = data.slice();
      for (const amount of SEVERITIES[kind].measured) {
        const disturbance = { kind, amount, middle: { x: 0.5, y: 0.5 }, seed: 1 };
        const after = disturb({ width: 96, height: 96, data }, disturbance);
        expect(maxAbsDifference(after.data, before)).toBeGreaterThan(0);
      }
      expect(data).toEqual(before);
    },
  );

  test('takes pictures of any shape', () => {
    const sides = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        sides,
        sides,
        fc.constantFrom(...kinds),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (width, height, kind, position) => {
          const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 37) % 256);
          const amount = SEVERITIES[kind].at(position);
          const after = disturb(
            { width, height, data },
            { kind, amount, middle: { x: 0, y: 1 }, seed: 1 },
          );
          expect(after.data.length).toBe(data.length);
        },
      ),
    );
  });
});

test('quarter turns of a square lose nothing', () => {
  const data = Uint8Array.from({ length: 3 * 16 * 16 }, (_, i) => (i * 89) % 256);
  const square: Picture = { width: 16, height: 16, data };
  const turn = (p: Picture, amount: number) =>
    disturb(p, { kind: 'rotation', amount, middle: { x: 0, y: 0 }, seed: 0 });
  expect(at(turn(square, 90), 15, 0)).toEqual(at(square, 0, 0));
  expect(turn(turn(square, 90), -90).data).toEqual(data);
  expect(turn(turn(square, 180), 180).data).toEqual(data);
});

test('what is uncovered is ground', () => {
  expect(at(disturbed('rotation', 45), 0, 0)).toEqual(GROUND);
  expect(at(disturbed('shift', 0.5), 0, 0)).toEqual(GROUND);
  expect(at(disturbed('size', 0.5), 0, 0)).toEqual(GROUND);
});

test('noise has the grain of its seed, and its standard deviation', () => {
  const grey: Picture = { width: 64, height: 64, data: new Uint8Array(3 * 64 * 64).fill(128) };
  const noisy = (seed: number) =>
    disturb(grey, { kind: 'noise', amount: 0.1, middle: { x: 0, y: 0 }, seed }).data;
  expect(noisy(1)).toEqual(noisy(1));
  expect(noisy(1)).not.toEqual(noisy(2));
  const deviations = Array.from(noisy(3), (value) => (value - 128) / 255);
  const variance = deviations.reduce((a, b) => a + b * b, 0) / deviations.length;
  expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
});

test('a blur that is not larger than a pixel of a small picture hardly changes it', () => {
  expect(maxAbsDifference(disturbed('blur', 0.5).data, photo.data)).toBe(0);
});
