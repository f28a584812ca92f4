import { createChannelHeat } from '../../src/render/channel-heat.ts';
import { blockHeat } from '../../src/math/block-heat.ts';
import { colourMap } from '../../src/render/colour-map.ts';
import type { ChannelGridProps } from '../../src/render/channel-grid/types.ts';
import { layoutTiles } from '../../src/render/channel-grid/layout.ts';
import { createGpuGrid } from '../../src/render/channel-grid/webgpu.ts';
import { createHeatMap } from '../../src/render/heat-map.ts';

export interface Stage {
  readonly name: string;
  readonly size: number;
  readonly channels: number;
}

/** What one frame costs. */
export interface FrameCost {
  /** Milliseconds of the page's thread, median over batches of frames. */
  readonly cpu: number;
  readonly dispatches: number;
  readonly draws: number;
  /** GPU buffers, bind groups, textures and pipelines made. */
  readonly gpuObjects: number;
  /** Bytes of JavaScript heap, the median over batches of frames. */
  readonly heapBytes: number;
}

/** Long enough for the compiler to be done with the loops of the smallest grids. */
const WARM_UP_MS = 600;
const BATCHES = 5;

/** Frames per batch: drawing on the CPU takes its time; encoding commands is below the clock's resolution. */
const DRAWN_BATCH = 60;
const ENCODED_BATCH = 4000;

declare global {
  interface Performance {
    readonly memory: { readonly usedJSHeapSize: number };
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

/** Bytes that measuring itself costs per frame. */
let idle = 0;

/** Finds what measuring itself costs, which is taken off from then on. */
function calibrate(batchSize: number): void {
  idle = measure(() => undefined, { ...NOTHING }, batchSize).heapBytes;
}

/** Runs frames in batches; counts what `counters` says has happened. */
function measure(frame: (time: number) => void, counters: Counters, batchSize: number): FrameCost {
  const start = performance.now();
  for (let i = 0; performance.now() - start < WARM_UP_MS; i++) frame((i % 600) / 10);
  const times: number[] = [];
  const bytes: number[] = [];
  Object.assign(counters, NOTHING);
  for (let batch = 0; batch < BATCHES; batch++) {
    globalThis.gc?.();
    const heap = performance.memory.usedJSHeapSize;
    const begin = performance.now();
    for (let i = 0; i < batchSize; i++) frame((batch * batchSize + i) / 300);
    times.push((performance.now() - begin) / batchSize);
    bytes.push((performance.memory.usedJSHeapSize - heap) / batchSize);
  }
  const frames = batchSize * BATCHES;
  return {
    cpu: median(times),
    dispatches: counters.dispatches / frames,
    draws: counters.draws / frames,
    gpuObjects: counters.objects / frames,
    heapBytes: Math.max(0, median(bytes) - idle),
  };
}

const NOTHING = { dispatches: 0, draws: 0, objects: 0 };
type Counters = typeof NOTHING;

/** A device that counts instead of working, and hands out the same objects again: what is left is our own cost. */
function countingDevice(counters: Counters): GPUDevice {
  const nothing = () => undefined;
  const buffer = { destroy: nothing };
  const pipeline = { getBindGroupLayout: nothing };
  const pass = { setPipeline: nothing, setBindGroup: nothing, end: nothing };
  const computing = { ...pass, dispatchWorkgroups: () => counters.dispatches++ };
  const drawing = { ...pass, draw: () => counters.draws++ };
  const encoder = {
    beginComputePass: () => computing,
    beginRenderPass: () => drawing,
    finish: () => buffer,
  };
  const made = <T>(object: T) => {
    return () => {
      counters.objects++;
      return object;
    };
  };
  const device = {
    limits: { maxTextureDimension2D: 8192 },
    queue: { writeBuffer: nothing, writeTexture: nothing, submit: nothing },
    createBuffer: made(buffer),
    createTexture: made({ ...buffer, createView: nothing }),
    createBindGroup: made({}),
    createShaderModule: made({}),
    createComputePipeline: made(pipeline),
    createRenderPipeline: made(pipeline),
    createCommandEncoder: () => encoder,
    destroy: nothing,
  };
  return device as unknown as GPUDevice;
}

function canvasOf(context: unknown): HTMLCanvasElement {
  return {
    getContext: () => context,
    width: 0,
    height: 0,
    style: {},
  } as unknown as HTMLCanvasElement;
}

function madeUpBlock({ size, channels }: Stage) {
  const count = size * size * channels;
  const u0 = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898));
  const k = Float32Array.from({ length: count }, (_, i) => (i % 17) / 5);
  return blockHeat({ stage: 0, block: 0 }, u0, k, [size, size, channels]);
}

/** One channel on the CPU: decay, inverse transform and two maps drawn. */
export function oneChannel(stage: Stage): FrameCost {
  const block = madeUpBlock(stage);
  const heat = createChannelHeat(block, block.source, 0, 'source');
  calibrate(DRAWN_BATCH);
  const maps = [heat.decay, heat.result].map((map) => {
    const canvas = document.createElement('canvas');
    canvas.style.cssText = 'width:240px;height:240px';
    document.body.append(canvas);
    const drawn = createHeatMap(canvas);
    drawn.show({ ...map, colours: 'signed-dark', smooth: true });
    return drawn;
  });
  const cost = measure(
    (time) => {
      heat.advance(time, null);
      for (const map of maps) map.render();
    },
    { ...NOTHING },
    DRAWN_BATCH,
  );
  for (const map of maps) map.destroy();
  document.body.replaceChildren();
  return cost;
}

/** All channels on a counting device: one dispatch, one draw. */
export function allChannels(stage: Stage): FrameCost {
  const { size, channels } = stage;
  const block = madeUpBlock(stage);
  const counters = { ...NOTHING };
  calibrate(ENCODED_BATCH);
  const view = {};
  const texture = { createView: () => view };
  const context = {
    configure: () => undefined,
    unconfigure: () => undefined,
    getCurrentTexture: () => texture,
  };
  const grid = createGpuGrid(countingDevice(counters), canvasOf(context));
  const props: ChannelGridProps = {
    shape: [size, size, channels],
    spectra: block.source.spectra,
    k: block.k,
    constantK: null,
    order: Uint32Array.from({ length: channels }, (_, c) => c),
    scales: block.source.scales,
    ownScale: false,
    law: 'linear',
    colours: colourMap('signed-dark'),
    smooth: true,
    layout: layoutTiles(channels, 900, 400),
  };
  const cost = measure((time) => void grid.render(props, time), counters, ENCODED_BATCH);
  grid.destroy();
  return cost;
}
