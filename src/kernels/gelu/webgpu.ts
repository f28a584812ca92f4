import { registerWebGPUKernel } from '../webgpu.ts';
import type { WebGPUProgram } from '../webgpu.ts';
import { GELU } from './name.ts';

const THREADS = 128;

/**
 * x·Φ(x), element by element. WGSL has no error function: this is formula 7.1.26 of Abramowitz and Stegun, off by at
 * most 1.5e-7.
 */
class GeluProgram implements WebGPUProgram {
  readonly variableNames = ['x'];
  readonly size = true;
  readonly workgroupSize: [number, number, number] = [THREADS, 1, 1];
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  /** Four numbers at once where the size allows it. */
  readonly outputComponent: 1 | 4;
  shaderKey: string;

  constructor(readonly outputShape: number[]) {
    const size = outputShape.reduce((product, n) => product * n, 1);
    this.outputComponent = size % 4 === 0 ? 4 : 1;
    this.dispatchLayout = { x: outputShape.map((_, axis) => axis) };
    this.dispatch = [Math.ceil(size / this.outputComponent / THREADS), 1, 1];
    this.shaderKey = `${GELU}_${this.outputComponent}`;
  }

  getUserCode(): string {
    const type = this.outputComponent === 4 ? 'vec4<f32>' : 'f32';
    return `
    fn main(index : i32) {
      if (index >= uniforms.size) { return; }
      let value = x[index];
      let a = abs(value) * ${Math.SQRT1_2};
      let t = 1.0 / (1.0 + 0.3275911 * a);
      let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
      let erf = sign(value) * (${type}(1.0) - p * exp(-a * a));
      result[index] = 0.5 * value * (1.0 + erf);
    }`;
  }
}

registerWebGPUKernel(GELU, ({ x }) => ({ program: new GeluProgram(x.shape), inputs: [x] }));
