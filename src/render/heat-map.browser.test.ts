import { afterEach, describe, expect, it } from 'vitest';
import { colourMap } from './colour-map.ts';
import { context2d, createHeatMap } from './heat-map.ts';

function canvasOf(side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `display:block;width:${side}px;height:${side}px`;
  document.body.append(canvas);
  return canvas;
}

const pixel = (canvas: HTMLCanvasElement, x: number, y: number) => [
  ...context2d(canvas).getImageData(x, y, 1, 1).data,
];

afterEach(() => document.body.replaceChildren());

describe('heat map', () => {
  const colours = colourMap('signed-dark');
  const colour = (i: number) => [...colours.subarray(4 * i, 4 * i + 4)];

  it('paints cells flat, each with the colour of its value', () => {
    const canvas = canvasOf(60);
    const map = createHeatMap(canvas);
    const field = Float32Array.of(-1, 0, 0.5, 1, 7, -7);
    map.setProps({ field, width: 3, height: 2, low: -1, high: 1, colours, smooth: false });
    map.render();
    const side = canvas.width;
    const at = (row: number, column: number) =>
      pixel(canvas, ((column + 0.5) * side) / 3, ((row + 0.5) * side) / 2);
    expect(at(0, 0)).toEqual(colour(0));
    expect(at(0, 1)).toEqual(colour(128));
    expect(at(0, 2)).toEqual(colour(191));
    expect(at(1, 0)).toEqual(colour(255));
    expect(at(1, 1)).toEqual(colour(255));
    expect(at(1, 2)).toEqual(colour(0));
    expect(pixel(canvas, 1, 1)).toEqual(colour(0));
    map.destroy();
  });

  it('shows what was written into the field since', () => {
    const canvas = canvasOf(8);
    const map = createHeatMap(canvas);
    const field = Float32Array.of(-1);
    map.setProps({ field, width: 1, height: 1, low: -1, high: 1, colours });
    map.render();
    field[0] = 1;
    map.render();
    expect(pixel(canvas, 4, 4)).toEqual(colour(255));
    map.destroy();
  });

  it('interpolates when smooth', () => {
    const canvas = canvasOf(64);
    const map = createHeatMap(canvas);
    map.setProps({
      field: Float32Array.of(0, 1, 0, 1),
      width: 2,
      height: 2,
      low: 0,
      high: 1,
      colours: colourMap('grey'),
      smooth: true,
    });
    map.render();
    const middle = pixel(canvas, canvas.width / 2, canvas.height / 2)[0];
    expect(middle).toBeGreaterThan(60);
    expect(middle).toBeLessThan(200);
    map.destroy();
  });

  it('follows the size of its box', async () => {
    const canvas = canvasOf(20);
    const map = createHeatMap(canvas);
    map.setProps({ field: Float32Array.of(1), colours, low: -1 });
    map.render();
    canvas.style.width = '40px';
    await expect.poll(() => canvas.width).toBe(Math.round(40 * devicePixelRatio));
    expect(pixel(canvas, 30, 10)).toEqual(colour(255));
    map.destroy();
  });
});
