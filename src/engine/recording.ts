import type { Conduction } from '../kernels/heat/index.ts';

/** A pass holds this many dispatches at most: one submission each, so that a long forward does not starve the page. */
const DISPATCHES_PER_PASS = 42;

/** Answers that one read-back can bring. */
const ANSWERS_AT_ONCE = 32;

/** Any device lets a uniform binding begin at multiples of this. */
const ALIGNMENT = 256;

/** One dispatch as it is to be recorded. */
export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  /** Of its entries the last is for the uniforms. */
  readonly descriptor: GPUBindGroupDescriptor;
  readonly workgroups: readonly [number, number, number];
  readonly uniforms: ArrayBuffer;
  /** Byte in `uniforms` where the knobs of a heat operator begin; null for other programs. */
  readonly knobsAt: number | null;
}

/** One dispatch, ready to be given to the GPU again. */
interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/**
 * A forward pass of a network at one input size, written down once as what the GPU has to do. To run it takes one write
 * of the input, one of all knobs, the dispatches and one read-back; no buffer, bind group or pipeline is made, and the
 * numbers are those of the pass it was made of, bit by bit.
 */
export class Recording {
  /** Bytes of GPU memory that only it uses. */
  readonly bytes: number;
  private readonly steps: readonly Step[];
  private readonly uniforms: GPUBuffer;
  private readonly uniformValues: ArrayBuffer;
  /** Bytes in the uniforms where the knobs of each heat operator are, in the order of blocks. */
  private readonly knobsAt: readonly number[];
  private readonly staging: GPUBuffer;
  private readonly answerBytes: number;

  /** @param buffers all that its dispatches use and nothing else does, input and outputs among them */
  constructor(
    private readonly device: GPUDevice,
    dispatches: readonly Dispatch[],
    private readonly input: GPUBuffer,
    private readonly outputs: readonly GPUBuffer[],
    private readonly buffers: readonly GPUBuffer[],
  ) {
    const places: number[] = [];
    let size = 0;
    for (const { uniforms } of dispatches) {
      places.push(size);
      size += Math.ceil(uniforms.byteLength / ALIGNMENT) * ALIGNMENT;
    }
    this.uniformValues = new ArrayBuffer(size);
    this.uniforms = device.createBuffer({
      size,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.knobsAt = dispatches.flatMap(({ knobsAt }, i) =>
      knobsAt === null ? [] : places[i] + knobsAt,
    );
    this.steps = dispatches.map(({ pipeline, descriptor, workgroups, uniforms }, i) => {
      new Uint8Array(this.uniformValues).set(new Uint8Array(uniforms), places[i]);
      const own = { buffer: this.uniforms, offset: places[i], size: uniforms.byteLength };
      const entries = [...descriptor.entries];
      const last = entries.pop();
      if (last !== undefined) entries.push({ binding: last.binding, resource: own });
      const bindGroup = device.createBindGroup({ ...descriptor, entries });
      return { pipeline, bindGroup, workgroups };
    });
    device.queue.writeBuffer(this.uniforms, 0, this.uniformValues);
    this.answerBytes = outputs.reduce((sum, output) => sum + output.size, 0);
    this.staging = device.createBuffer({
      size: ANSWERS_AT_ONCE * this.answerBytes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    this.bytes = [...buffers, this.uniforms, this.staging].reduce((sum, b) => sum + b.size, 0);
  }

  /**
   * Runs it on one input, once with each of some knobs.
   * @param input of the shape it was recorded with
   * @param knobs those of every heat operator, in the order of blocks, for each run
   * @returns for each run its outputs one after the other
   */
  async run(
    input: Float32Array<ArrayBuffer>,
    knobs: readonly (readonly Conduction[])[],
  ): Promise<Float32Array<ArrayBuffer>[]> {
    this.device.queue.writeBuffer(this.input, 0, input);
    const answers: Float32Array<ArrayBuffer>[] = [];
    for (let begin = 0; begin < knobs.length; begin += ANSWERS_AT_ONCE) {
      const some = knobs.slice(begin, begin + ANSWERS_AT_ONCE);
      some.forEach((conductions, i) => {
        this.turnKnobs(conductions);
        this.submit(i * this.answerBytes);
      });
      answers.push(...(await this.read(some.length)));
    }
    return answers;
  }

  /** Gives its memory back. */
  free(): void {
    for (const buffer of [...this.buffers, this.uniforms, this.staging]) buffer.destroy();
  }

  private turnKnobs(conductions: readonly Conduction[]): void {
    if (this.knobsAt.length === 0) return;
    const values = new DataView(this.uniformValues);
    this.knobsAt.forEach((at, i) => {
      const { time, constant } = conductions[i];
      [time, constant ?? 0, Number(constant === null)].forEach((value, j) =>
        values.setFloat32(at + 4 * j, value, true),
      );
    });
    this.device.queue.writeBuffer(this.uniforms, 0, this.uniformValues);
  }

  /** Gives all dispatches to the GPU, and has the outputs copied to a place in the staging buffer. */
  private submit(place: number): void {
    for (let begin = 0; begin < this.steps.length; begin += DISPATCHES_PER_PASS) {
      const encoder = this.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (const step of this.steps.slice(begin, begin + DISPATCHES_PER_PASS)) {
        pass.setPipeline(step.pipeline);
        pass.setBindGroup(0, step.bindGroup);
        pass.dispatchWorkgroups(...step.workgroups);
      }
      pass.end();
      if (begin + DISPATCHES_PER_PASS >= this.steps.length) this.copyOutputs(encoder, place);
      this.device.queue.submit([encoder.finish()]);
    }
  }

  private copyOutputs(encoder: GPUCommandEncoder, place: number): void {
    let at = place;
    for (const output of this.outputs) {
      encoder.copyBufferToBuffer(output, 0, this.staging, at, output.size);
      at += output.size;
    }
  }

  private async read(count: number): Promise<Float32Array<ArrayBuffer>[]> {
    await this.staging.mapAsync(GPUMapMode.READ, 0, count * this.answerBytes);
    const all = this.staging.getMappedRange(0, count * this.answerBytes);
    const answers = Array.from(
      { length: count },
      (_, i) => new Float32Array(all.slice(i * this.answerBytes, (i + 1) * this.answerBytes)),
    );
    this.staging.unmap();
    return answers;
  }
}
