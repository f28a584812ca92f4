import { afterEach, describe, expect, it, vi } from 'vitest';
import { channelsFirst, spectra } from '../../math/spectra.ts';
import { conduct, type GridShape } from '../../math/heat.ts';
import { expectClose } from '../../testing/close.ts';
import { colourMap, lutIndex } from '../colour-map.ts';
import { context2d } from '../heat-map.ts';
import { createCanvasGrid, FRAME_BUDGET } from './canvas-2d.ts';
import { createChannelGrid } from './channel-grid.ts';
import { requestRenderDevice } from './gpu-device.ts';
import type { ChannelGridProps } from './types.ts';
import { createGpuGrid } from './webgpu.ts';

const colours = colourMap('signed-dark');

/** A block with made-up heat, each channel with its own diffusivity. */
function block(shape: GridShape) {
  const [h, w, channels] = shape;
  const u0 = Float32Array.from({ length: h * w * channels }, (_, i) => Math.sin(i * 12.9898) * 2);
  const k = Float32Array.from(
    { length: u0.length },
    (_, i) => (i % channels) * 0.3 + (i % 5) * 0.1,
  );
  const props: ChannelGridProps = {
    shape,
    spectra: spectra(u0, shape),
    k: channelsFirst(k, shape),
    constantK: null,
    order: Uint32Array.from({ length: channels }, (_, i) => channels - 1 - i),
    scales: new Float32Array(channels).fill(2),
    ownScale: false,
    law: 'linear' as const,
    colours,
    smooth: false,
    layout: { count: channels, columns: 4, tile: 28, gap: 4 },
  };
  return { u0, k, props };
}

const expected = (u0: Float32Array, k: Float32Array, shape: GridShape, t: number) =>
  channelsFirst(conduct(u0, k, shape, t), shape);

function canvas(): HTMLCanvasElement {
  const element = document.createElement('canvas');
  document.body.append(element);
  return element;
}

/** Colour in the middle of a token of a tile, as drawn. */
function colourAt(
  drawn: HTMLCanvasElement,
  { shape: [h, w], layout }: ChannelGridProps,
  tile: number,
  row: number,
  column: number,
): number[] {
  const copy = canvas();
  copy.width = drawn.width;
  copy.height = drawn.height;
  const context = context2d(copy);
  context.drawImage(drawn, 0, 0);
  const pitch = layout.tile + layout.gap;
  const x = (tile % layout.columns) * pitch + ((column + 0.5) * layout.tile) / w;
  const y = Math.floor(tile / layout.columns) * pitch + ((row + 0.5) * layout.tile) / h;
  const at = (css: number) => Math.floor(css * devicePixelRatio);
  return [...context.getImageData(at(x), at(y), 1, 1).data];
}

function colourOf(value: number): number[] {
  const entry = 4 * lutIndex(value, -2, 2);
  return [...colours.subarray(entry, entry + 4)];
}

async function softwareDevice(): Promise<GPUDevice> {
  const device = await requestRenderDevice(true);
  if (device === null) throw new Error('no WebGPU in this browser');
  return device;
}

afterEach(() => document.body.replaceChildren());

describe('channel grid on WebGPU', () => {
  it.each<GridShape>([
    [7, 7, 5],
    [16, 16, 6],
    [5, 9, 3],
    [72, 72, 2],
  ])('computes the heat operator on a %i × %i grid of %i channels', async (...shape) => {
    const { u0, k, props } = block(shape);
    const grid = createGpuGrid(await softwareDevice(), canvas());
    for (const time of [0, 0.7, 1, 30]) {
      expect(grid.render(props, time)).toBe(shape[2]);
      expectClose(await grid.readMaps(), expected(u0, k, shape, time), 2e-5);
    }
    grid.destroy();
  });

  it('takes a constant diffusivity, another block and another shape without being made anew', async () => {
    const grid = createGpuGrid(await softwareDevice(), canvas());
    const first = block([8, 8, 4]);
    grid.render(first.props, 1);
    grid.render({ ...first.props, constantK: 2.5 }, 0.5);
    const constant = new Float32Array(first.k.length).fill(2.5);
    expectClose(await grid.readMaps(), expected(first.u0, constant, [8, 8, 4], 0.5), 2e-5);
    const second = block([4, 4, 10]);
    grid.render(second.props, 1);
    expectClose(await grid.readMaps(), expected(second.u0, second.k, [4, 4, 10], 1), 2e-5);
    grid.destroy();
  });

  it('paints every tile with the channel of the order', async () => {
    const { u0, k, props } = block([7, 7, 6]);
    const element = canvas();
    const grid = createGpuGrid(await softwareDevice(), element);
    grid.render(props, 0.4);
    const maps = expected(u0, k, [7, 7, 6], 0.4);
    for (const [tile, row, column] of [
      [0, 3, 3],
      [2, 1, 5],
      [5, 6, 3],
    ]) {
      const value = maps[(5 - tile) * 49 + row * 7 + column];
      const painted = colourAt(element, props, tile, row, column);
      // One table entry either way: the shader rounds in float32.
      const near = [-1, 0, 1].map((step) => colourOf(value + (step * 4) / 255));
      expect(near).toContainEqual(painted);
    }
    grid.destroy();
  });

  it('draws each channel on its own scale', async () => {
    const { u0, k, props } = block([7, 7, 6]);
    const element = canvas();
    const grid = createGpuGrid(await softwareDevice(), element);
    grid.render({ ...props, ownScale: true }, 3);
    const map = expected(u0, k, [7, 7, 6], 3).subarray(2 * 49, 3 * 49);
    const peak = map.findIndex((v) => Math.abs(v) === Math.max(...map.map(Math.abs)));
    const painted = colourAt(element, props, 3, Math.floor(peak / 7), peak % 7);
    expect(painted).toEqual(colourOf(map[peak] > 0 ? 2 : -2));
    grid.destroy();
  });

  it('colours by the logarithm as the canvas does', async () => {
    const { props } = block([7, 7, 6]);
    const log = { ...props, law: 'log', ownScale: true } as const;
    const [gpu, cpu] = [canvas(), canvas()];
    const grid = createGpuGrid(await softwareDevice(), gpu);
    grid.render(log, 3);
    createCanvasGrid(cpu).render(log, 3);
    const linear = canvas();
    createCanvasGrid(linear).render({ ...log, law: 'linear' }, 3);
    let moved = 0;
    for (let tile = 0; tile < 6; tile++)
      for (const [row, column] of [
        [0, 0],
        [3, 5],
        [6, 2],
      ]) {
        const [a, b] = [gpu, cpu].map((element) => colourAt(element, props, tile, row, column));
        // One table entry either way: the shader rounds in float32.
        a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThanOrEqual(6));
        if (String(b) !== String(colourAt(linear, props, tile, row, column))) moved++;
      }
    expect(moved).toBeGreaterThan(9);
    grid.destroy();
  });

  it('writes 52 bytes, one dispatch and one draw for a frame that only moves time', async () => {
    const device = await softwareDevice();
    const grid = createGpuGrid(device, canvas());
    const { props } = block([16, 16, 8]);
    grid.render(props, 0);
    const calls: Record<string, number> = {};
    const count = <T extends object>(target: T, ...names: (keyof T & string)[]) => {
      for (const name of names) {
        const original = target[name] as (...args: unknown[]) => unknown;
        Object.assign(target, {
          [name]: (...args: unknown[]) => {
            calls[name] = (calls[name] ?? 0) + 1;
            return original.apply(target, args);
          },
        });
      }
    };
    count(device, 'createBuffer', 'createBindGroup', 'createTexture', 'createCommandEncoder');
    count(device.queue, 'writeBuffer', 'writeTexture', 'submit');
    for (let i = 1; i <= 5; i++) grid.render(props, i / 10);
    expect(calls).toEqual({ createCommandEncoder: 5, writeBuffer: 5, submit: 5 });
    grid.destroy();
  });
});

describe('channel grid on canvas 2D', () => {
  it('paints every tile with the channel of the order', () => {
    const { u0, k, props } = block([7, 7, 6]);
    const element = canvas();
    const grid = createCanvasGrid(element);
    expect(grid.render(props, 0.4)).toBe(6);
    const maps = expected(u0, k, [7, 7, 6], 0.4);
    for (const [tile, row, column] of [
      [0, 3, 3],
      [5, 6, 0],
    ]) {
      const value = maps[(5 - tile) * 49 + row * 7 + column];
      expect(colourAt(element, props, tile, row, column)).toEqual(colourOf(value));
    }
  });

  it('draws each channel on its own scale', () => {
    const { u0, k, props } = block([7, 7, 6]);
    const element = canvas();
    createCanvasGrid(element).render({ ...props, ownScale: true }, 3);
    const map = expected(u0, k, [7, 7, 6], 3).subarray(2 * 49, 3 * 49);
    const peak = map.findIndex((v) => Math.abs(v) === Math.max(...map.map(Math.abs)));
    const painted = colourAt(element, props, 3, Math.floor(peak / 7), peak % 7);
    expect(painted).toEqual(colourOf(map[peak] > 0 ? 2 : -2));
  });

  it('shows as many channels as its budget allows, and more again when there is time', () => {
    const { props } = block([4, 4, 40]);
    let clock = 0;
    let step = FRAME_BUDGET * 4;
    const grid = createCanvasGrid(canvas(), () => (clock += step));
    expect(grid.render(props, 1)).toBe(40);
    expect(grid.render(props, 1)).toBe(10);
    step = 0.1;
    let shown = 0;
    for (let i = 0; i < 80; i++) shown = grid.render(props, 1);
    expect(shown).toBe(40);
  });
});

describe('a still picture on canvas 2D', () => {
  it('shows every channel whatever a frame in motion can afford, and costs the motion nothing', () => {
    const { props } = block([4, 4, 40]);
    let clock = 0;
    let step = 4 * FRAME_BUDGET;
    const grid = createCanvasGrid(canvas(), () => (clock += step));
    expect(grid.render(props, 1, true)).toBe(40);
    expect(grid.render(props, 1.1)).toBe(40); // the first in motion takes the measure
    step = FRAME_BUDGET; // of the ten that it can afford
    expect(grid.render(props, 1.2)).toBe(10);
    const resized = { ...props, layout: { ...props.layout, columns: 5, tile: 20 } };
    expect(grid.render(resized, 1.2, true)).toBe(40);
    expect(grid.render(resized, 1.3)).toBe(10);
  });
});

describe('channel grid', () => {
  const { props } = block([8, 8, 6]);

  it('says what it is and which token lies under the pointer', async () => {
    const seen: unknown[] = [];
    const grid = await createChannelGrid(document.body, {
      allowSoftwareGpu: true,
      onStatus: (status) => seen.push(status),
    });
    grid.setProps(props);
    grid.render(1);
    expect(grid.status).toEqual({ kind: 'webgpu', shown: 6 });
    expect(seen).toEqual([{ kind: 'webgpu', shown: 6 }]);
    expect(grid.hit(32 + 14.1, 0)).toEqual({ channel: 4, row: 0, column: 4 });
    expect(grid.hit(30, 5)).toBeNull();
    grid.destroy();
    expect(document.querySelector('canvas')).toBeNull();
  });

  it('prefers the CPU to a GPU emulated on it', async () => {
    const grid = await createChannelGrid(document.body);
    grid.setProps(props);
    grid.render(1);
    expect(grid.status).toEqual({ kind: 'canvas-2d', shown: 6 });
    grid.destroy();
  });

  it('goes on with canvas 2D when the GPU is lost', async () => {
    const request = vi.spyOn(GPUAdapter.prototype, 'requestDevice');
    const grid = await createChannelGrid(document.body, { allowSoftwareGpu: true });
    const device = request.mock.settledResults[0].value as GPUDevice;
    request.mockRestore();
    grid.setProps(props);
    grid.render(0.4);
    device.destroy();
    await expect.poll(() => grid.status).toEqual({ kind: 'canvas-2d', shown: 6 });
    expect(document.querySelectorAll('canvas')).toHaveLength(1);
    grid.destroy();
  });
});
