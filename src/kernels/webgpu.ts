import { registerKernel } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/**
 * A compute shader as the WebGPU backend takes it. `shaderKey` must name everything that changes the WGSL;
 * `variableNames` are those of the kernel's inputs.
 */
export type WebGPUProgram = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** What one call runs: a program and its own uniforms. */
interface WebGPUCall {
  readonly program: WebGPUProgram;
  /** Values of `program.uniforms`, float32 each. */
  readonly uniforms?: readonly number[];
}

/** Input tensors by name; those that a call leaves out are absent. */
export type Inputs = Readonly<Record<string, TensorInfo>>;

/**
 * Registers a kernel that runs one program on WebGPU. The program is made anew for every call, its pipeline only
 * once per shader key.
 */
export function registerWebGPUKernel(
  kernelName: string,
  call: (inputs: Inputs, attributes: Readonly<Record<string, number>>) => WebGPUCall,
): void {
  registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const tensors = inputs as Inputs;
      const { program, uniforms } = call(tensors, attrs as Record<string, number>);
      return (backend as Pick<WebGPUBackend, 'runWebGPUProgram'>).runWebGPUProgram(
        program,
        program.variableNames.map((name) => tensors[name]),
        'float32',
        uniforms?.map((value) => ({ type: 'float32', data: [value] })),
      );
    },
  });
}
