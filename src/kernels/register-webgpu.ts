/** Registers all kernels that WebGPU has of its own; loaded with that backend. */
import './heat/webgpu.ts';
import './layer-norm/webgpu.ts';
import './linear/webgpu.ts';
