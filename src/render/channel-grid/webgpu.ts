import { dctMatrix } from '../../math/dct.ts';
import { LUT_SIZE } from '../colour-map.ts';
import { LOG_FLOOR } from '../scale.ts';
import type { ChannelGridProps, GridRenderer } from './types.ts';
import { CORNER_RADIUS, fitToLayout } from './size.ts';
import shaders from './shaders.wgsl?raw';

/** A grid on WebGPU can be asked for its numbers. */
export interface GpuGrid extends GridRenderer {
  /** The maps drawn last, [c, h, w]. */
  readMaps(): Promise<Float32Array>;
}

/** Size of the shader's `Frame`. */
const UNIFORM_BYTES = 52;

/** What depends on the shape of the block: made once per shape, never per frame. */
interface Resources {
  readonly spectra: GPUBuffer;
  readonly k: GPUBuffer;
  readonly heat: GPUBuffer;
  readonly tiles: GPUBuffer;
  readonly compute: GPUBindGroup;
  readonly draw: GPUBindGroup;
  readonly buffers: readonly GPUBuffer[];
}

/**
 * Draws all channels with one dispatch and one draw a frame. After `setProps` only what changed is uploaded; a frame
 * that changes nothing but time writes 52 bytes and creates neither buffers nor bind groups.
 * @param canvas one without a context
 */
export function createGpuGrid(device: GPUDevice, canvas: HTMLCanvasElement): GpuGrid {
  const context = canvas.getContext('webgpu');
  if (context === null) throw new Error('This canvas has a context of another kind already.');
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'premultiplied' });

  const module = device.createShaderModule({ code: shaders });
  const conduct = device.createComputePipeline({
    layout: 'auto',
    compute: { module, entryPoint: 'conduct' },
  });
  const paint = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module, entryPoint: 'corners' },
    fragment: { module, entryPoint: 'paint', targets: [{ format }] },
  });
  const frame = device.createBuffer({
    size: UNIFORM_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const colours = device.createTexture({
    size: [LUT_SIZE, 1],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
  });

  const uniforms = new ArrayBuffer(UNIFORM_BYTES);
  const floats = new Float32Array(uniforms);
  const integers = new Uint32Array(uniforms);
  const attachment: GPURenderPassColorAttachment = {
    view: colours.createView(),
    loadOp: 'clear',
    storeOp: 'store',
    clearValue: [0, 0, 0, 0],
  };
  const pass: GPURenderPassDescriptor = { colorAttachments: [attachment] };
  const commands: GPUCommandBuffer[] = [];
  const limit = device.limits.maxTextureDimension2D;

  let resources: Resources | null = null;
  let drawn: ChannelGridProps | null = null;

  /** Brings the device's copies up to date with what changed since the last frame. */
  function upload(props: ChannelGridProps): Resources {
    const [h, w, channels] = props.shape;
    if (resources === null || props.shape.some((size, axis) => size !== drawn?.shape[axis])) {
      release(resources);
      resources = allocate(h, w, channels);
      drawn = null;
    }
    const { queue } = device;
    if (drawn?.spectra !== props.spectra) queue.writeBuffer(resources.spectra, 0, props.spectra);
    if (drawn?.k !== props.k) queue.writeBuffer(resources.k, 0, props.k);
    if (drawn?.order !== props.order || drawn.scales !== props.scales) {
      queue.writeBuffer(resources.tiles, 0, packTiles(props));
    }
    if (drawn?.colours !== props.colours) {
      queue.writeTexture({ texture: colours }, props.colours, {}, [LUT_SIZE, 1]);
    }
    const ratio = fitToLayout(canvas, props.layout, limit);
    floats[1] = props.constantK ?? -1;
    floats[2] = (props.layout.tile + props.layout.gap) * ratio;
    floats[3] = props.layout.tile * ratio;
    floats[4] = CORNER_RADIUS * ratio;
    integers[5] = props.layout.columns;
    integers[6] = Math.min(props.layout.count, props.order.length, channels);
    integers[7] = props.smooth ? 1 : 0;
    integers[8] = h;
    integers[9] = w;
    integers[10] = props.ownScale ? 1 : 0;
    integers[11] = props.law === 'log' ? 1 : 0;
    floats[12] = LOG_FLOOR;
    drawn = props;
    return resources;
  }

  const fresh = (props: ChannelGridProps) => (props === drawn ? resources : null);

  function allocate(h: number, w: number, channels: number): Resources {
    const bytes = 4 * h * w * channels;
    const data = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const buffer = (size: number, usage: number) => device.createBuffer({ size, usage });
    const spectra = buffer(bytes, data);
    const k = buffer(bytes, data);
    const cosines = buffer(4 * (h * h + w * w), data);
    const rows = buffer(bytes, GPUBufferUsage.STORAGE);
    const heat = buffer(bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const tiles = buffer(8 * channels, data);
    const peaks = buffer(4 * channels, GPUBufferUsage.STORAGE);
    device.queue.writeBuffer(cosines, 0, dctMatrix(h));
    device.queue.writeBuffer(cosines, 4 * h * h, dctMatrix(w));
    const bind = (pipeline: GPUPipelineBase, first: number, resources: GPUBindingResource[]) =>
      device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        // Binding 0 is the frame, the others follow each other.
        entries: [frame, ...resources].map((resource, i) => ({
          binding: i === 0 ? 0 : first + i - 1,
          resource,
        })),
      });
    return {
      spectra,
      k,
      heat,
      tiles,
      compute: bind(conduct, 1, [spectra, k, cosines, rows, heat, peaks]),
      draw: bind(paint, 7, [heat, tiles, peaks, colours]),
      buffers: [spectra, k, cosines, rows, heat, tiles, peaks],
    };
  }

  return {
    render(props, time) {
      const channels = props.shape[2];
      if (channels === 0) return 0;
      const { compute, draw } = fresh(props) ?? upload(props);
      floats[0] = time;
      device.queue.writeBuffer(frame, 0, uniforms);
      const encoder = device.createCommandEncoder();
      const computing = encoder.beginComputePass();
      computing.setPipeline(conduct);
      computing.setBindGroup(0, compute);
      computing.dispatchWorkgroups(channels);
      computing.end();
      attachment.view = context.getCurrentTexture().createView();
      const drawing = encoder.beginRenderPass(pass);
      drawing.setPipeline(paint);
      drawing.setBindGroup(0, draw);
      drawing.draw(3);
      drawing.end();
      commands[0] = encoder.finish();
      device.queue.submit(commands);
      return integers[6];
    },
    async readMaps() {
      if (resources === null) return new Float32Array(0);
      const { size } = resources.heat;
      const copy = device.createBuffer({
        size,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(resources.heat, 0, copy, 0, size);
      device.queue.submit([encoder.finish()]);
      await copy.mapAsync(GPUMapMode.READ);
      const maps = new Float32Array(copy.getMappedRange().slice(0));
      copy.destroy();
      return maps;
    },
    destroy() {
      release(resources);
      resources = null;
      frame.destroy();
      colours.destroy();
      context.unconfigure();
      device.destroy();
    },
  };
}

function release(resources: Resources | null): void {
  for (const buffer of resources?.buffers ?? []) buffer.destroy();
}

/** Channel and scale of every tile, as the shader reads them. */
function packTiles({ order, scales, shape }: ChannelGridProps): ArrayBuffer {
  const packed = new ArrayBuffer(8 * shape[2]);
  const integers = new Uint32Array(packed);
  const floats = new Float32Array(packed);
  const count = Math.min(order.length, shape[2]);
  for (let i = 0; i < count; i++) {
    integers[2 * i] = order[i];
    // A channel of zeros is drawn as zeros on any scale.
    floats[2 * i + 1] = scales[order[i]] || 1;
  }
  return packed;
}
