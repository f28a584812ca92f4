import { geluFunction } from '../gelu/wgsl.ts';
import { registerWebGPUKernel } from '../webgpu.ts';
import type { Inputs, WebGPUProgram } from '../webgpu.ts';
import { LINEAR, LINEAR_PAIR, UNPACK_HALVES } from './name.ts';

/** Threads along each side of a workgroup. */
const SIDE = 8;
/** Columns of a tile, four per thread, and the part of the inner axis in shared memory at a time. */
const WIDTH = 4 * SIDE;
/** Up to here a thread takes one row of the result, so that short products occupy the device; beyond, four. */
const FEW_ROWS = 128;

const INPUTS = [
  ...['x', 'weight', 'scale', 'bias', 'plus'],
  ...['secondWeight', 'secondScale', 'secondBias'],
];

/** Four halves as numbers. @param words WGSL of type vec2<i32> */
const unpacked = (words: string) =>
  `vec4<f32>(unpack2x16float(bitcast<vec2<u32>>(${words}).x), unpack2x16float(bitcast<vec2<u32>>(${words}).y))`;

/** How a product of rows with a weight is finished, beside a bias and a sum where there are any. */
interface Finish {
  readonly gelu: boolean;
  /** Two layers of the same rows at once: the results of the first, then those of the second. */
  readonly pair: boolean;
}

/**
 * x·weight + bias for x [N, in], with an epilogue, as one tensor [1 or 2, N, out]. Tiles of both factors lie in shared
 * memory; a thread sums four columns of one row or of four. All sizes are uniforms, so shapes share pipelines.
 */
class LinearProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly variableComponents: number[];
  readonly workgroupSize: [number, number, number] = [SIDE, SIDE, 1];
  readonly dispatchLayout = { x: [2], y: [1], z: [0] };
  readonly dispatch: [number, number, number];
  readonly outputShape: number[];
  readonly outputComponent: 1 | 4;
  shaderKey: string;
  private readonly rowsPerThread: number;

  constructor(
    inputs: Inputs,
    private readonly finish: Finish,
  ) {
    const [rows, inner] = inputs.x.shape;
    const packed = 'scale' in inputs;
    const columns = inputs.weight.shape[1] * (packed ? 2 : 1);
    const halves = finish.pair ? 2 : 1;
    this.outputShape = [halves, rows, columns];
    this.outputComponent = inner % 4 === 0 && columns % 4 === 0 ? 4 : 1;
    this.rowsPerThread = rows > FEW_ROWS ? 4 : 1;
    this.variableNames = INPUTS.filter((name) => name in inputs);
    // Four halves are two words.
    this.variableComponents = this.variableNames.map((name) =>
      packed && /weight/i.test(name) ? 2 : this.outputComponent,
    );
    this.dispatch = [
      Math.ceil(columns / WIDTH),
      Math.ceil(rows / (SIDE * this.rowsPerThread)),
      halves,
    ];
    this.shaderKey = `${LINEAR}_${Number(packed)}_${this.outputComponent}_${this.rowsPerThread}_${Number(finish.gelu)}`;
  }

  getUserCode(): string {
    const height = SIDE * this.rowsPerThread;
    return `
    var<workgroup> left : array<array<vec4<f32>, ${SIDE}>, ${height}>;
    var<workgroup> right : array<array<vec4<f32>, ${SIDE}>, ${WIDTH}>;
    ${this.access()}
    fn main() {
      let across = i32(localId.x);
      let down = i32(localId.y);
      let top = i32(workgroupId.y) * ${height};
      let column = i32(workgroupId.x) * ${WIDTH} + 4 * across;
      let half = i32(workgroupId.z);
      var sums : array<vec4<f32>, ${this.rowsPerThread}>;
      for (var begin = 0; begin < uniforms.xShape[1]; begin += ${WIDTH}) {
        for (var i = down; i < ${height}; i += ${SIDE}) {
          left[i][across] = read_x(top + i, begin + 4 * across);
        }
        for (var i = down; i < ${WIDTH}; i += ${SIDE}) {
          right[i][across] = read_weight(half, begin + i, column);
        }
        workgroupBarrier();
        for (var i = 0; i < ${SIDE}; i++) {
          let w0 = right[4 * i][across];
          let w1 = right[4 * i + 1][across];
          let w2 = right[4 * i + 2][across];
          let w3 = right[4 * i + 3][across];
          for (var r = 0; r < ${this.rowsPerThread}; r++) {
            let a = left[down + r * ${SIDE}][i];
            sums[r] = fma(vec4<f32>(a.w), w3, fma(vec4<f32>(a.z), w2, fma(vec4<f32>(a.y), w1, fma(vec4<f32>(a.x), w0, sums[r]))));
          }
        }
        workgroupBarrier();
      }
      for (var r = 0; r < ${this.rowsPerThread}; r++) {
        let row = top + down + r * ${SIDE};
        if (row < uniforms.xShape[0]) { store(half, row, column, sums[r]); }
      }
    }`;
  }

  /** Reading the factors and writing the result, four numbers at once where both widths allow it. */
  private access(): string {
    const { gelu, pair } = this.finish;
    const bias = this.variableNames.includes('bias');
    const plus = this.variableNames.includes('plus');
    const packed = this.variableNames.includes('scale');
    const four = this.outputComponent === 4;
    const type = four ? 'vec4<f32>' : 'f32';
    const per = four ? ' / 4' : '';
    const ofHalf = (first: string, second: string, at: string) =>
      pair
        ? `if (half == 0) { return ${first}[${at}]; } return ${second}[${at}];`
        : `return ${first}[${at}];`;
    // Four neighbours, each of them where there is one; `i` counts them where they are read one by one.
    const neighbours = (isThere: (i: string) => string, value: (i: string) => string) =>
      four
        ? `if (${isThere('')}) { values = ${value('')}; }`
        : `for (var i = 0; i < 4; i++) { if (${isThere(' + i')}) { values[i] = ${value(' + i')}; } }`;
    const xs = neighbours(
      (i) => `row < uniforms.xShape[0] && column${i} < uniforms.xShape[1]`,
      (i) => `x[(row * uniforms.xShape[1] + column${i})${per}]`,
    );
    const weights = neighbours(
      (i) => `row < uniforms.xShape[1] && column${i} < uniforms.outShape[2]`,
      (i) => `weight_at(half, row, column${i})`,
    );
    const weightAt = `(row * uniforms.outShape[2] + column)${per}`;
    return `
    ${gelu ? geluFunction(type) : ''}
    ${
      packed
        ? `fn words_at(half : i32, row : i32, column : i32) -> vec2<i32> { ${ofHalf('weight', 'secondWeight', weightAt)} }
    fn scale_at(half : i32, column : i32) -> vec4<f32> { ${ofHalf('scale', 'secondScale', 'column / 4')} }
    fn weight_at(half : i32, row : i32, column : i32) -> vec4<f32> {
      return ${unpacked('words_at(half, row, column)')} * scale_at(half, column);
    }`
        : `fn weight_at(half : i32, row : i32, column : i32) -> ${type} { ${ofHalf('weight', 'secondWeight', weightAt)} }`
    }
    ${bias ? `fn bias_at(half : i32, column : i32) -> ${type} { ${ofHalf('bias', 'secondBias', `column${per}`)} }` : ''}
    fn read_x(row : i32, column : i32) -> vec4<f32> {
      var values = vec4<f32>(0.0);
      ${xs}
      return values;
    }
    fn read_weight(half : i32, row : i32, column : i32) -> vec4<f32> {
      var values = vec4<f32>(0.0);
      ${weights}
      return values;
    }
    fn finish(half : i32, row : i32, column : i32, sum : ${type}) {
      if (column >= uniforms.outShape[2]) { return; }
      var y = sum;
      ${bias ? 'y += bias_at(half, column);' : ''}
      ${gelu ? 'y = gelu(y);' : ''}
      ${plus ? `y += plus[(row * uniforms.outShape[2] + column)${per}];` : ''}
      result[((half * uniforms.outShape[1] + row) * uniforms.outShape[2] + column)${per}] = y;
    }
    fn store(half : i32, row : i32, column : i32, sums : vec4<f32>) {
      ${four ? 'finish(half, row, column, sums);' : 'for (var i = 0; i < 4; i++) { finish(half, row, column + i, sums[i]); }'}
    }`;
  }
}

/** Pairs of halves times the scales of their columns, [in, out / 2] words and [out] → [in, out]. */
class UnpackProgram implements WebGPUProgram {
  readonly variableNames = ['weight', 'scale'];
  readonly variableComponents = [2, 4];
  readonly workgroupSize: [number, number, number] = [64, 1, 1];
  readonly dispatchLayout = { x: [0, 1] };
  readonly dispatch: [number, number, number];
  readonly outputComponent = 4;
  readonly outputShape: number[];
  shaderKey = UNPACK_HALVES;
  readonly size = true;

  constructor({ weight: { shape } }: Inputs) {
    const [inner, words] = shape;
    this.outputShape = [inner, 2 * words];
    this.dispatch = [Math.ceil((inner * words) / 2 / 64), 1, 1];
  }

  getUserCode(): string {
    return `
    fn main(index : i32) {
      if (index < uniforms.size) {
        result[index] = ${unpacked('weight[index]')} * scale[index % (uniforms.outShape[1] / 4)];
      }
    }`;
  }
}

registerWebGPUKernel(UNPACK_HALVES, (inputs) => ({ program: new UnpackProgram(inputs) }));

registerWebGPUKernel(LINEAR, (inputs, { gelu }) => ({
  program: new LinearProgram(inputs, { gelu: gelu === 1, pair: false }),
}));

registerWebGPUKernel(LINEAR_PAIR, (inputs) => ({
  program: new LinearProgram(inputs, { gelu: false, pair: true }),
}));
