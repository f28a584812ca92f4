import { createCanvasGrid } from './canvas-2d.ts';
import { tileAt } from './layout.ts';
import { requestRenderDevice } from './gpu-device.ts';
import type { ChannelGridProps, GridRenderer } from './types.ts';
import { createGpuGrid } from './webgpu.ts';

/** What a grid says about itself. */
export interface GridStatus {
  readonly kind: 'webgpu' | 'canvas-2d';
  /** Channels that are drawn, the first of the order; fewer than all where drawing them would stall the page. */
  readonly shown: number;
}

export interface ChannelHit {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** All channels of a block, each conducting at its own diffusivity, in one canvas. */
export interface ChannelGrid {
  readonly status: GridStatus;
  /** Takes effect at the next `render`. */
  setProps(props: Partial<ChannelGridProps>): void;
  /**
   * Draws the channels; of a picture in motion as many as keep up with it, of a still one all.
   * @param time diffusion time · multiplier on k; 1 as trained
   * @param still nothing moves: this frame may take longer
   */
  render(time: number, still?: boolean): void;
  /** The channel and token at a point of the canvas, in CSS pixels. */
  hit(x: number, y: number): ChannelHit | null;
  destroy(): void;
}

export interface ChannelGridOptions {
  /** A GPU emulated on the CPU is slower than drawing on the CPU; only tests and forced backends want it. */
  readonly allowSoftwareGpu?: boolean;
  /** Called when the renderer or the number of channels shown has changed. */
  readonly onStatus?: (status: GridStatus) => void;
}

/**
 * Creates the grid inside `host`, on WebGPU where a GPU is and on canvas 2D elsewhere, also when the GPU is lost later.
 */
export async function createChannelGrid(
  host: HTMLElement,
  { allowSoftwareGpu = false, onStatus }: ChannelGridOptions = {},
): Promise<ChannelGrid> {
  let props: ChannelGridProps | null = null;
  let lastTime = 0;
  let destroyed = false;
  let canvas = newCanvas(host);
  let status: GridStatus = { kind: 'canvas-2d', shown: 0 };
  let renderer: GridRenderer;

  const report = (next: GridStatus) => {
    if (next.kind === status.kind && next.shown === status.shown) return;
    status = next;
    onStatus?.(next);
  };
  const render = (time: number, still = false) => {
    lastTime = time;
    if (props === null || destroyed) return;
    const shown = renderer.render(props, time, still);
    if (shown !== status.shown) report({ kind: status.kind, shown });
  };
  const fallBack = () => {
    if (destroyed) return;
    renderer.destroy();
    canvas.remove();
    canvas = newCanvas(host);
    renderer = createCanvasGrid(canvas);
    report({ kind: 'canvas-2d', shown: 0 });
    render(lastTime, true);
  };

  const device = await requestRenderDevice(allowSoftwareGpu);
  if (device === null) {
    renderer = createCanvasGrid(canvas);
  } else {
    renderer = createGpuGrid(device, canvas);
    status = { kind: 'webgpu', shown: 0 };
    void device.lost.then(fallBack);
  }

  return {
    get status() {
      return status;
    },
    setProps(next) {
      props = { ...(props ?? EMPTY), ...next };
    },
    render,
    hit(x, y) {
      const tile = props === null ? null : tileAt(props.layout, x, y);
      if (props === null || tile === null || tile.index >= status.shown) return null;
      const [h, w] = props.shape;
      return {
        channel: props.order[tile.index],
        row: Math.floor(tile.y * h),
        column: Math.floor(tile.x * w),
      };
    },
    destroy() {
      destroyed = true;
      renderer.destroy();
      canvas.remove();
    },
  };
}

const EMPTY: ChannelGridProps = {
  shape: [1, 1, 0],
  spectra: new Float32Array(0),
  k: new Float32Array(0),
  constantK: null,
  order: new Uint32Array(0),
  scales: new Float32Array(0),
  ownScale: false,
  law: 'linear',
  colours: new Uint8Array(1024),
  smooth: true,
  layout: { count: 0, columns: 1, tile: 1, gap: 0 },
};

function newCanvas(host: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.display = 'block';
  // The names of the channels are in the page's own elements over the canvas.
  canvas.setAttribute('aria-hidden', 'true');
  host.prepend(canvas);
  return canvas;
}
