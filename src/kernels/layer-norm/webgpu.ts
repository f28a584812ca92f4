import { geluFunction } from '../gelu/wgsl.ts';
import { registerWebGPUKernel } from '../webgpu.ts';
import type { Inputs, WebGPUProgram } from '../webgpu.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from './name.ts';

const THREADS = 64;

/** What a normalised row goes through on its way out, beside a sum and a gate where there are any. */
interface Finish {
  readonly gelu: boolean;
  /** Where in the gate's numbers those for SiLU begin. */
  readonly gateAt: number;
}

/**
 * Layer normalisation of one row per workgroup, in one dispatch. Mean and variance are summed in two passes, as
 * precise as the plain operations.
 */
class LayerNormProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly uniforms = 'epsilon : f32,';
  readonly workgroupSize: [number, number, number] = [THREADS, 1, 1];
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  readonly outputShape: number[];
  shaderKey: string;
  // tfjs folds `dispatch` over several axes where there are many rows, so they are kept here.
  private readonly rows: number;

  constructor(
    inputs: Inputs,
    private readonly finish: Finish,
  ) {
    const { shape } = inputs.x;
    const channels = shape[shape.length - 1];
    this.outputShape = shape;
    this.rows = shape.reduce((size, n) => size * n, 1) / channels;
    this.variableNames = ['x', 'weight', 'bias', 'plus', 'gate'].filter((name) => name in inputs);
    this.dispatchLayout = { x: shape.map((_, axis) => axis) };
    this.dispatch = [this.rows, 1, 1];
    this.shaderKey = `${LAYER_NORM}_${this.rows}_${channels}_${Number(finish.gelu)}_${finish.gateAt}`;
  }

  getUserCode(): string {
    const { gelu, gateAt } = this.finish;
    const plus = this.variableNames.includes('plus');
    const gate = this.variableNames.includes('gate');
    const channels = this.outputShape[this.outputShape.length - 1];
    return `
    var<workgroup> partial : array<f32, ${THREADS}>;
    ${gelu ? geluFunction('f32') : ''}
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
        ${gelu ? 'y = gelu(y);' : ''}
        ${plus ? 'y += plus[row + c];' : ''}
        ${gate ? `let z = gate[${gateAt} + row + c]; y *= z / (1.0 + exp(-z));` : ''}
        result[row + c] = y;
      }
    }`;
  }
}

registerWebGPUKernel(LAYER_NORM, (inputs, { epsilon, gelu }) => ({
  program: new LayerNormProgram(inputs, { gelu: gelu === 1, gateAt: 0 }),
  uniforms: [epsilon],
}));

registerWebGPUKernel(GATED_LAYER_NORM, (inputs, { epsilon, gateAt }) => ({
  program: new LayerNormProgram(inputs, { gelu: false, gateAt }),
  uniforms: [epsilon],
}));
