import type { Tensor4D } from '@tensorflow/tfjs-core';
import { registerWebGPUKernel } from '../webgpu.ts';
import type { WebGPUProgram } from '../webgpu.ts';
import { HEAT, HEAT_OF_COLUMNS, TILE_FLOATS } from './name.ts';

const THREADS = 256;

/**
 * DCT2 → exp(−λkt) → IDCT2 in one dispatch. A workgroup keeps the tokens of some channels in shared memory and
 * multiplies by cosine matrices; values wait in registers while the tile is overwritten. Where it cannot keep all n·m
 * tokens it keeps one column of them: it takes what is transformed along the other axis, and leaves that so.
 */
class HeatProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly uniforms = 'time : f32, constant : f32, learned : f32,';
  /** These uniforms are knobs: whoever records a forward pass sets them anew in each run. */
  readonly knobs = true;
  readonly workgroupSize: [number, number, number] = [THREADS, 1, 1];
  readonly dispatchLayout = { x: [0, 1, 2, 3] };
  readonly dispatch: [number, number, number];
  shaderKey: string;
  /** Columns of tokens per workgroup. */
  private readonly columns: number;
  /** Channels per workgroup. */
  private readonly channels: number;

  constructor(
    readonly outputShape: Tensor4D['shape'],
    private readonly whole: boolean,
  ) {
    const [batch, n, m, channels] = outputShape;
    this.variableNames = ['u', 'k', 'rows', ...(whole ? ['columns'] : [])];
    this.columns = whole ? m : 1;
    this.channels = Math.min(channels, Math.floor(TILE_FLOATS / (n * this.columns)));
    this.dispatch = [(batch * m * Math.ceil(channels / this.channels)) / this.columns, 1, 1];
    this.shaderKey = `${whole ? HEAT : HEAT_OF_COLUMNS}_${outputShape.join('_')}`;
  }

  getUserCode(): string {
    const [batch, n, m, total] = this.outputShape;
    const { columns } = this;
    const width = this.channels;
    const groups = Math.ceil(total / width);
    const strips = m / columns;
    const floats = n * columns * width;
    const perThread = Math.ceil(floats / THREADS);
    // One product with a cosine matrix along an axis; `o` is this value's place in the tile, [row, column, channel].
    const product = (length: number, weight: string, value: string, after = '') => `
      for (var i = 0; i < ${perThread}; i++) {
        let o = thread + i * ${THREADS};
        if (o >= ${floats}) { break; }
        let c = o % ${width};
        let column = (o / ${width}) % ${columns};
        let row = o / ${width * columns};
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
      row: `(j * ${columns} + column) * ${width} + c`,
      column: `(row * ${columns} + j) * ${width} + c`,
    };
    const decay = `
        let rate = ${(Math.PI / n) ** 2} * f32(row * row) + ${(Math.PI / m) ** 2} * f32((strip + column) * (strip + column));
        let learned = k[(row * ${m} + strip + column) * ${total} + min(first + c, ${total - 1})];
        let diffusivity = select(uniforms.constant, learned, uniforms.learned > 0.5);
        sum *= exp(-rate * diffusivity * uniforms.time);`;
    const toFrequencies = product(n, `rows[row * ${n} + j]`, along.row, this.whole ? '' : decay);
    const back = product(n, `rows[j * ${n} + row]`, along.row);
    const steps = this.whole
      ? [
          toFrequencies,
          product(m, `columns[column * ${m} + j]`, along.column, decay),
          back,
          product(m, `columns[j * ${m} + column]`, along.column),
        ]
      : [toFrequencies, back];
    const place = `start + ((o / ${width * columns}) * ${m} + (o / ${width}) % ${columns}) * ${total} + o % ${width}`;
    return `
    var<workgroup> tile : array<f32, ${floats}>;
    fn main(index : i32) {
      let thread = index % ${THREADS};
      // The grid of workgroups may be rounded up; surplus ones repeat the last, barriers included.
      let group = min(index / ${THREADS}, ${batch * strips * groups - 1});
      let first = (group % ${groups}) * ${width};
      let strip = (group / ${groups}) % ${strips};
      let start = (group / ${groups * strips}) * ${n * m * total} + strip * ${total} + first;
      let inside = min(${width}, ${total} - first);
      var values : array<f32, ${perThread}>;
      for (var o = thread; o < ${floats}; o += ${THREADS}) {
        if (o % ${width} < inside) { tile[o] = u[${place}]; }
      }
      workgroupBarrier();
      ${steps.join('')}
      for (var o = thread; o < ${floats}; o += ${THREADS}) {
        if (o % ${width} < inside) { result[${place}] = tile[o]; }
      }
    }`;
  }
}

for (const name of [HEAT, HEAT_OF_COLUMNS])
  registerWebGPUKernel(name, ({ u }, { batch, time, constant, learned }) => {
    const [, n, m, channels] = u.shape;
    return {
      program: new HeatProgram([batch, n, m, channels], name === HEAT),
      uniforms: [time, constant, learned],
    };
  });
