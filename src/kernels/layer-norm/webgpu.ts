import { registerWebGPUKernel } from '../webgpu.ts';
import type { WebGPUProgram } from '../webgpu.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from './name.ts';

const THREADS = 64;

/**
 * Layer normalisation of one row per workgroup, in one dispatch. Mean and variance are summed in two passes, as
 * precise as the plain operations. With a gate, the result is multiplied by SiLU(gate) on its way out.
 */
class LayerNormProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly uniforms = 'epsilon : f32,';
  readonly workgroupSize: [number, number, number] = [THREADS, 1, 1];
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  shaderKey: string;
  // tfjs folds `dispatch` over several axes where there are many rows, so they are kept here.
  private readonly rows: number;

  constructor(
    readonly outputShape: number[],
    private readonly gated: boolean,
  ) {
    const channels = outputShape[outputShape.length - 1];
    this.rows = outputShape.reduce((size, n) => size * n, 1) / channels;
    this.variableNames = gated ? ['x', 'weight', 'bias', 'gate'] : ['x', 'weight', 'bias'];
    this.dispatchLayout = { x: outputShape.map((_, axis) => axis) };
    this.dispatch = [this.rows, 1, 1];
    this.shaderKey = `${gated ? GATED_LAYER_NORM : LAYER_NORM}_${this.rows}_${channels}`;
  }

  getUserCode(): string {
    const channels = this.outputShape[this.outputShape.length - 1];
    const gate = this.gated ? 'let z = gate[row + c]; y *= z / (1.0 + exp(-z));' : '';
    return `
    var<workgroup> partial : array<f32, ${THREADS}>;
    fn total(thread : i32, value : f32) -> f32 {
      workgroupBarrier();
      partial[thread] = value;
      workgroupBarrier();
      for (var half = ${THREADS / 2}; half > 0; half /= 2) {
        if (thread < half) { partial[thread] += partial[thread + half]; }
        workgroupBarrier();
      }
      return partial[0];
    }
    fn main(index : i32) {
      let thread = index % ${THREADS};
      // The grid of workgroups may be rounded up; surplus ones repeat the last row, barriers included.
      let row = min(index / ${THREADS}, ${this.rows - 1}) * ${channels};
      var sum = 0.0;
      for (var c = thread; c < ${channels}; c += ${THREADS}) { sum += x[row + c]; }
      let mean = total(thread, sum) / ${channels}.0;
      var squares = 0.0;
      for (var c = thread; c < ${channels}; c += ${THREADS}) {
        let d = x[row + c] - mean;
        squares = fma(d, d, squares);
      }
      let scale = inverseSqrt(total(thread, squares) / ${channels}.0 + uniforms.epsilon);
      for (var c = thread; c < ${channels}; c += ${THREADS}) {
        var y = fma((x[row + c] - mean) * scale, weight[c], bias[c]);
        ${gate}
        result[row + c] = y;
      }
    }`;
  }
}

registerWebGPUKernel(LAYER_NORM, ({ x, weight, bias }, { epsilon }) => ({
  program: new LayerNormProgram(x.shape, false),
  inputs: [x, weight, bias],
  uniforms: [epsilon],
}));

registerWebGPUKernel(GATED_LAYER_NORM, ({ x, weight, bias, gate }, { epsilon }) => ({
  program: new LayerNormProgram(x.shape, true),
  inputs: [x, weight, bias, gate],
  uniforms: [epsilon],
}));
