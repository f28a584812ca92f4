import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { runKernel } from '../dispatch.ts';
import { registerWebGPUKernel } from '../webgpu.ts';
import type { WebGPUProgram } from '../webgpu.ts';
import { HEAT } from './name.ts';
import { heatReference } from './reference.ts';
import type { Conduction, HeatBasis } from './reference.ts';

/** Floats of one tile: every WebGPU device offers 16 KB of shared memory to a workgroup. */
const TILE_FLOATS = 4096;
const THREADS = 256;

/**
 * DCT2 → exp(−λkt) → IDCT2 in one dispatch. A workgroup keeps all n·m tokens of some channels in shared memory and
 * multiplies by cosine matrices four times; values wait in registers while the tile is overwritten.
 */
class HeatProgram implements WebGPUProgram {
  readonly variableNames = ['u', 'k', 'rows', 'columns'];
  readonly uniforms = 'time : f32, constant : f32, learned : f32,';
  readonly workgroupSize: [number, number, number] = [THREADS, 1, 1];
  readonly dispatchLayout = { x: [0, 1, 2, 3] };
  readonly dispatch: [number, number, number];
  readonly outputShape: number[];
  shaderKey: string;
  /** Channels per workgroup. */
  private readonly channels: number;

  constructor([batch, n, m, channels]: Tensor4D['shape']) {
    this.outputShape = [batch, n, m, channels];
    this.channels = Math.min(channels, Math.floor(TILE_FLOATS / (n * m)));
    this.dispatch = [batch * Math.ceil(channels / this.channels), 1, 1];
    this.shaderKey = `${HEAT}_${n}_${m}_${channels}`;
  }

  getUserCode(): string {
    const [, n, m, total] = this.outputShape;
    const width = this.channels;
    const groups = Math.ceil(total / width);
    const floats = n * m * width;
    const perThread = Math.ceil(floats / THREADS);
    // One product with a cosine matrix along an axis; `o` is this value's place in the tile, [row, column, channel].
    const product = (length: number, weight: string, value: string, after = '') => `
      for (var i = 0; i < ${perThread}; i++) {
        let o = thread + i * ${THREADS};
        if (o >= ${floats}) { break; }
        let c = o % ${width};
        let column = (o / ${width}) % ${m};
        let row = o / ${width * m};
        var sum = 0.0;
        for (var j = 0; j < ${length}; j++) { sum = fma(${weight}, tile[${value}], sum); }
        ${after}
        values[i] = sum;
      }
      workgroupBarrier();
      for (var i = 0; i < ${perThread}; i++) {
        let o = thread + i * ${THREADS};
        if (o < ${floats}) { tile[o] = values[i]; }
      }
      workgroupBarrier();`;
    const along = {
      row: `(j * ${m} + column) * ${width} + c`,
      column: `(row * ${m} + j) * ${width} + c`,
    };
    const decay = `
        let rate = ${(Math.PI / n) ** 2} * f32(row * row) + ${(Math.PI / m) ** 2} * f32(column * column);
        let learned = k[(row * ${m} + column) * ${total} + min(first + c, ${total - 1})];
        let diffusivity = select(uniforms.constant, learned, uniforms.learned > 0.5);
        sum *= exp(-rate * diffusivity * uniforms.time);`;
    const place = `start + (o / ${width}) * ${total} + o % ${width}`;
    return `
    var<workgroup> tile : array<f32, ${floats}>;
    fn main(index : i32) {
      let thread = index % ${THREADS};
      let group = index / ${THREADS};
      let first = (group % ${groups}) * ${width};
      let start = (group / ${groups}) * ${n * m * total} + first;
      let inside = min(${width}, ${total} - first);
      var values : array<f32, ${perThread}>;
      for (var o = thread; o < ${floats}; o += ${THREADS}) {
        if (o % ${width} < inside) { tile[o] = u[${place}]; }
      }
      workgroupBarrier();
      ${product(n, `rows[row * ${n} + j]`, along.row)}
      ${product(m, `columns[column * ${m} + j]`, along.column, decay)}
      ${product(n, `rows[j * ${n} + row]`, along.row)}
      ${product(m, `columns[j * ${m} + column]`, along.column)}
      for (var o = thread; o < ${floats}; o += ${THREADS}) {
        if (o % ${width} < inside) { result[${place}] = tile[o]; }
      }
    }`;
  }
}

registerWebGPUKernel(HEAT, ({ u, k, rows, columns }, { time, constant, learned }) => ({
  program: new HeatProgram(u.shape as Tensor4D['shape']),
  inputs: [u, k, rows, columns],
  uniforms: [time, constant, learned],
}));

/** The heat operator in one dispatch; grids beyond a workgroup's memory take plain operations. */
export function heatOnGpu(
  u: Tensor4D,
  k: Tensor,
  basis: HeatBasis<Tensor>,
  conduction: Conduction,
): Tensor4D {
  const [, n, m] = u.shape;
  if (n * m > TILE_FLOATS) return heatReference(u, k, basis, conduction);
  const { time, constant } = conduction;
  const attributes = { time, constant: constant ?? 0, learned: Number(constant === null) };
  const { rows, columns } = basis;
  return runKernel(HEAT, { u, k, rows, columns }, attributes) as Tensor4D;
}
