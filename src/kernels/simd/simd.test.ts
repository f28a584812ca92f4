import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileSimd } from '../../../build/simd.ts';
import { dctMatrix } from '../../math/dct.ts';
import { expectClose } from '../../testing/close.ts';
import {
  exactGelu,
  exactHeat,
  exactLayerNorm,
  exactProduct,
  exactSilu,
} from '../../testing/exact.ts';
import { NUMBER, type SimdKernels } from './exports.ts';

/** Between arrays lies this, and has to be there afterwards. */
const GAP = Float32Array.of(7.25e20, -3.5e-20);

/** Numbers between −3 and 3 that are the same in every run. */
function numbers(size: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: size }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state / 2_147_483_648 - 0.5) * 6;
  });
}

/** Arrays in a memory, with gaps between them. */
class Arrays {
  private top = 1024;
  private readonly gaps: number[] = [];

  constructor(private readonly memory: WebAssembly.Memory) {
    this.gap();
  }

  put(values: Float32Array): number {
    const place = this.top;
    this.at(place, values.length).set(values);
    this.top += values.byteLength;
    this.gap();
    return place;
  }

  empty(size: number): number {
    return this.put(new Float32Array(size).fill(NaN));
  }

  at(place: number, size: number): Float32Array {
    return new Float32Array(this.memory.buffer, place, size);
  }

  read(place: number, size: number): Float32Array {
    for (const gap of this.gaps) expect(this.at(gap, GAP.length)).toEqual(GAP);
    return this.at(place, size).slice();
  }

  private gap(): void {
    this.gaps.push(this.top);
    this.at(this.top, GAP.length).set(GAP);
    this.top += GAP.byteLength;
  }
}

// Node runs no relaxed SIMD: of the fused programs, which differ by that alone, the one for memory of one thread is tested in
// the browser, by the contract of all backends.
describe.each([
  ['simd-plain', false],
  ['simd-plain-shared', true],
])('%s', (program, shared) => {
  let memory: WebAssembly.Memory;
  let kernels: SimdKernels;
  beforeAll(async () => {
    memory = new WebAssembly.Memory({ initial: 200, maximum: 65_536, shared });
    const bytes = readFileSync(join(await compileSimd(), `${program}.wasm`));
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    kernels = instance.exports as unknown as SimdKernels;
  }, 60_000);

  const panelOf = (arrays: Arrays) => arrays.empty(kernels.PANEL.value / NUMBER);

  test.each([
    [1, 1, 1],
    [1, 5, 200],
    [6, 8, 8],
    [7, 3, 9],
    [13, 40, 31],
    [5, 512, 12],
    [12, 513, 4],
    [3, 1300, 10],
  ])(
    'product of [%i, %i] and → %i, however the matrices lie and the sums end',
    (rows, inner, columns) => {
      const [a, b] = [numbers(rows * inner, 1), numbers(inner * columns, 2)];
      const [bias, plus] = [numbers(columns, 3), numbers(rows * columns, 4)];
      const turn = (x: Float32Array, width: number) =>
        x.map((_, i) => x[(i % (x.length / width)) * width + Math.floor(i / (x.length / width))]);
      const sums = exactProduct(a, b, 1, rows, inner, columns);
      for (const onSide of [false, true])
        for (const end of ['nothing', 'bias', 'gelu', 'plus', 'all']) {
          const has = (name: string) => end === name || end === 'all';
          const arrays = new Arrays(memory);
          const place = {
            a: arrays.put(onSide ? turn(a, inner) : a),
            b: arrays.put(onSide ? turn(b, columns) : b),
            bias: has('bias') ? arrays.put(bias) : 0,
            plus: has('plus') ? arrays.put(plus) : 0,
            out: arrays.empty(rows * columns),
            panel: panelOf(arrays),
          };
          kernels.product(
            ...([
              place.a,
              onSide ? NUMBER : inner * NUMBER,
              onSide ? rows * NUMBER : NUMBER,
            ] as const),
            ...([place.b, onSide ? NUMBER : columns * NUMBER] as const),
            ...([onSide ? inner * NUMBER : NUMBER, rows, inner, columns] as const),
            ...([place.bias, Number(has('gelu')), place.plus, place.out, place.panel] as const),
          );
          const expected = sums.map((sum, i) => {
            const biased = has('bias') ? sum + bias[i % columns] : sum;
            return (has('gelu') ? exactGelu(biased) : biased) + (has('plus') ? plus[i] : 0);
          });
          expectClose(arrays.read(place.out, rows * columns), expected, 3e-6 * (inner + 10));
        }
    },
  );

  test.each([
    [1, 1],
    [3, 4],
    [2, 7],
    [5, 96],
    [4, 130],
  ])('layerNorm of %i rows of %i, however it ends', (rows, channels) => {
    const size = rows * channels;
    const [x, plus, gate] = [numbers(size, 1), numbers(size, 2), numbers(size, 3)];
    const [weight, bias] = [numbers(channels, 4), numbers(channels, 5)];
    const alone = exactLayerNorm(x, weight, bias, 1e-5);
    for (let end = 0; end < 8; end++) {
      const [active, summed, gated] = [end & 1, end & 2, end & 4];
      const arrays = new Arrays(memory);
      const places = [x, weight, bias].map((values) => arrays.put(values));
      const out = arrays.empty(size);
      kernels.layerNorm(
        ...([places[0], places[1], places[2], rows, channels, 1e-5, active] as const),
        ...([summed ? arrays.put(plus) : 0, gated ? arrays.put(gate) : 0, out] as const),
      );
      const expected = alone.map((y, i) => {
        const sum = (active ? exactGelu(y) : y) + (summed ? plus[i] : 0);
        return gated ? sum * exactSilu(gate[i]) : sum;
      });
      // A row of one or two numbers is all cancellation.
      expectClose(arrays.read(out, size), expected, 5e-5);
    }
  });

  test.each([
    [1, 1, 1],
    [2, 3, 5],
    [7, 7, 12],
    [9, 4, 6],
    [32, 32, 3],
  ])('heat on [%i, %i, %i]', (n, m, channels) => {
    const size = n * m * channels;
    const [u, k] = [numbers(size, 1), numbers(size, 2).map(Math.abs)];
    for (const [time, constant] of [
      [1, null],
      [0, null],
      [40, null],
      [0.5, 2],
    ] as const) {
      const arrays = new Arrays(memory);
      const [source, diffusivity] = [arrays.put(u), arrays.put(k)];
      const [rows, columns] = [arrays.put(dctMatrix(n)), arrays.put(dctMatrix(m))];
      const [out, between] = [arrays.empty(size), arrays.empty(size)];
      kernels.heat(
        ...([source, constant === null ? diffusivity : 0, constant ?? 0, time] as const),
        ...([rows, columns, n, m, channels, out, between, panelOf(arrays)] as const),
      );
      const effective = k.map((value) => constant ?? value);
      const expected = exactHeat(u, effective, [n, m, channels], time);
      expectClose(arrays.read(out, size), expected, 2e-5);
    }
  });

  test('gelu is exact to float32, and to many places in its left tail', () => {
    const x = Float32Array.from({ length: 2403 }, (_, i) => (i - 1201) / 100);
    const arrays = new Arrays(memory);
    const out = arrays.empty(x.length);
    kernels.gelu(arrays.put(x), x.length, out);
    const y = arrays.read(out, x.length);
    expectClose(y, Float64Array.from(x, exactGelu), 5e-7);
    // x·Φ(x) by the asymptotic series of the complementary error function.
    const [five, six] = [y[701], y[601]];
    expect(five / -1.4332579e-6).toBeCloseTo(1, 3);
    expect(six / -5.9195274e-9).toBeCloseTo(1, 3);
  });

  test('gelu and SiLU of what is large or no number', () => {
    const x = Float32Array.of(Infinity, -Infinity, NaN, 1e30, -1e30, 100, -100, 0, -0);
    const arrays = new Arrays(memory);
    const out = arrays.empty(x.length);
    kernels.gelu(arrays.put(x), x.length, out);
    const y = arrays.read(out, x.length);
    expect([...y].map((value) => value + 0)).toEqual([Infinity, 0, NaN, x[3], 0, 100, 0, 0, 0]);

    // Norms of 1, so that what is left is the gate.
    const z = Float32Array.of(1e30, -1e30, 100, -100, NaN, 0, -20, 88);
    const [zeros, ones] = [new Float32Array(z.length), new Float32Array(z.length).fill(1)];
    const gated = arrays.empty(z.length);
    kernels.layerNorm(
      ...([arrays.put(ones), arrays.put(zeros), arrays.put(ones), 1, z.length, 1e-5] as const),
      ...([0, 0, arrays.put(z), gated] as const),
    );
    const s = arrays.read(gated, z.length);
    expect([...s.subarray(0, 6)].map((value) => value + 0)).toEqual([z[0], 0, 100, 0, NaN, 0]);
    expectClose(s.subarray(6), [exactSilu(-20), 88], 1e-5);
  });
});
