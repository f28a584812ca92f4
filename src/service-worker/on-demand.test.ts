import { expect, test } from 'vitest';
import { isOnDemand, nameInAnyVersion, withCompanions } from './on-demand.ts';

test.each([
  ['index.html', false],
  ['assets/index-abc.js', false],
  ['assets/inter-latin-wght-normal-abc.woff2', false],
  ['samples/small/astronaut.webp', false],
  ['samples/predictions.json', false],
  ['models/vheat-nano/config.json', false],
  ['models/vheat-nano/evidence.json', false],
  ['models/vheat-nano/outliers.json', true],
  ['samples/astronaut.jpg', true],
  ['assets/tfjs-backend-wasm-simd-abc.wasm', true],
  ['assets/simd-fused-shared-abcdefgh.wasm', true],
  ['assets/inter-latin-ext-wght-normal-abc.woff2', true],
  ['assets/register-webgpu-abc.js', true],
  ['assets/recording-abc.js', false],
  ['embed/talk.html', true],
])('%s is kept only when it is used: %s', (path, expected) => {
  expect(isOnDemand(path)).toBe(expected);
});

test('who used WebAssembly with one thread has it with several without network', () => {
  const all = [
    'assets/tfjs-backend-wasm-simd-a.wasm',
    'assets/tfjs-backend-wasm-threaded-simd-b.wasm',
    'assets/tfjs-backend-webgpu-c.js',
    'assets/simd-fused-d.wasm',
    'assets/simd-fused-shared-e.wasm',
    'samples/cat.jpg',
  ];
  expect(withCompanions(['samples/cat.jpg'], all)).toEqual(['samples/cat.jpg']);
  expect(withCompanions([all[0], all[5]], all).sort()).toEqual(
    [0, 1, 3, 4, 5].map((i) => all[i]).sort(),
  );
});

test.each([
  ['assets/tfjs-backend-wasm-DPOFPHM3.js', 'assets/tfjs-backend-wasm.js'],
  ['assets/tfjs-backend-webgl-BSOi0_Sx.js', 'assets/tfjs-backend-webgl.js'],
  ['assets/TopK_impl-e-NN_mYG.js', 'assets/TopK_impl.js'],
  ['samples/german-shepherd.jpg?revision=0a1b', 'samples/german-shepherd.jpg'],
  ['models/vheat-nano/outliers.json?revision=1', 'models/vheat-nano/outliers.json'],
])('%s is %s in every version', (path, name) => {
  expect(nameInAnyVersion(path)).toBe(name);
});
