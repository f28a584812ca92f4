import { registerKernel } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** A compute shader as the WebGPU backend takes it. `shaderKey` must name everything that changes the WGSL. */
export type WebGPUProgram = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** What one call runs: a program, its input tensors in the order of `variableNames`, and its own uniforms. */
interface WebGPUCall {
  readonly program: WebGPUProgram;
  readonly inputs: TensorInfo[];
  /** Values of `program.uniforms`, float32 each. */
  readonly uniforms?: readonly number[];
}

/**
 * Registers a kernel that runs one program on WebGPU. The program is made anew for every call, its pipeline only
 * once per shader key.
 */
export function registerWebGPUKernel(
  kernelName: string,
  call: (inputs: Record<string, TensorInfo>, attributes: Record<string, number>) => WebGPUCall,
): void {
  registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const {
        program,
        inputs: tensors,
        uniforms,
      } = call(inputs as Record<string, TensorInfo>, attrs as Record<string, number>);
      return (backend as Pick<WebGPUBackend, 'runWebGPUProgram'>).runWebGPUProgram(
        program,
        tensors,
        'float32',
        uniforms?.map((value) => ({ type: 'float32', data: [value] })),
      );
    },
  });
}
