import { expect, test } from 'vitest';
import type { SimdKernels } from './simd/exports.ts';
import { WorkSpace } from './wasm.ts';

/** A heap that hands out this many tensors, and then place 0, as the tensor library does. */
function heap(tensors: number) {
  const given: object[] = [];
  return {
    alive: given,
    makeOutput: (shape: number[]) => {
      const dataId = {};
      given.push(dataId);
      return { dataId, shape, dtype: 'float32' as const };
    },
    getMemoryOffset: (dataId: object) => {
      const index = given.indexOf(dataId);
      return index < tensors ? 1024 * (index + 1) : 0;
    },
    disposeData: (dataId: object) => given.splice(given.indexOf(dataId), 1).length > 0,
  };
}

const kernels = { PANEL: { value: 4096 } } as unknown as SimdKernels;

test('memory that has come to its end is an error, and nothing is written to the place of none', () => {
  const library = heap(2);
  const space = new WorkSpace(kernels, library);
  const y = space.make([2, 3]);
  expect(space.at(y)).toBe(2048);
  expect(() => space.make([4, 5])).toThrow('no memory for 4 × 5 numbers');
  expect(() => space.lend(7, () => expect.unreachable())).toThrow('no memory for 7 numbers');
  expect(library.alive).toHaveLength(2);
});

test('what was lent is given back, whatever became of the work', () => {
  const library = heap(9);
  const space = new WorkSpace(kernels, library);
  const places: number[] = [];
  space.lend(5, (place) => places.push(place));
  expect(() =>
    space.lend(5, () => {
      throw new Error('interrupted');
    }),
  ).toThrow('interrupted');
  expect(places).toEqual([2048]);
  expect(library.alive).toHaveLength(1);
});
