import { afterEach, describe, expect, it } from 'vitest';
import { colourMap, type ColourMapName } from './colour-map.ts';
import { context2d, createHeatMap, type Drawn } from './heat-map.ts';

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

/** A signed figure of these rows on the scale −1…1. */
function drawn(rows: number[][], more: Partial<Drawn> = {}): Drawn {
  return {
    field: {
      height: rows.length,
      width: rows[0].length,
      data: Float32Array.from(rows.flat()),
      cells: 'tokens',
    },
    scale: { kind: 'signed', law: 'linear', of: 'fixed', low: -1, high: 1 },
    colours: 'signed-dark',
    smooth: false,
    ...more,
  };
}

const colourOf = (i: number, name: ColourMapName = 'signed-dark') => [
  ...colourMap(name).subarray(4 * i, 4 * i + 4),
];

describe('heat map', () => {
  it('paints cells flat, each with the colour of its value', () => {
    const canvas = canvasOf(60);
    const map = createHeatMap(canvas);
    map.show(
      drawn([
        [-1, 0, 0.5],
        [1, 7, -7],
      ]),
    );
    map.render();
    const side = canvas.width;
    const at = (row: number, column: number) =>
      pixel(canvas, ((column + 0.5) * side) / 3, ((row + 0.5) * side) / 2);
    expect(at(0, 0)).toEqual(colourOf(0));
    expect(at(0, 1)).toEqual(colourOf(128));
    expect(at(0, 2)).toEqual(colourOf(191));
    expect(at(1, 0)).toEqual(colourOf(255));
    expect(at(1, 1)).toEqual(colourOf(255));
    expect(at(1, 2)).toEqual(colourOf(0));
    expect(pixel(canvas, 1, 1)).toEqual(colourOf(0));
    map.destroy();
  });

  it('shows what was written into the field and its scale since', () => {
    const canvas = canvasOf(8);
    const map = createHeatMap(canvas);
    const scale = { kind: 'positive', law: 'linear', of: 'own', low: 0, high: 1 } as const;
    const live = { ...scale, high: 1 as number };
    const figure = drawn([[0]], { scale: live, colours: 'inferno' });
    map.show(figure);
    map.render();
    expect(pixel(canvas, 4, 4)).toEqual(colourOf(0, 'inferno'));
    figure.field.data[0] = 4;
    map.render();
    expect(pixel(canvas, 4, 4)).toEqual(colourOf(255, 'inferno'));
    live.high = 8;
    map.render();
    expect(pixel(canvas, 4, 4)).toEqual(colourOf(128, 'inferno'));
    map.destroy();
  });

  it('interpolates when smooth', () => {
    const canvas = canvasOf(64);
    const map = createHeatMap(canvas);
    map.show(
      drawn(
        [
          [-1, 1],
          [-1, 1],
        ],
        { colours: 'grey', smooth: true },
      ),
    );
    map.render();
    const middle = pixel(canvas, canvas.width / 2, canvas.height / 2)[0];
    expect(middle).toBeGreaterThan(60);
    expect(middle).toBeLessThan(200);
    map.destroy();
  });

  it('follows the size of its box', async () => {
    const canvas = canvasOf(20);
    const map = createHeatMap(canvas);
    map.show(drawn([[1]]));
    map.render();
    canvas.style.width = '40px';
    await expect.poll(() => canvas.width).toBe(Math.round(40 * devicePixelRatio));
    expect(pixel(canvas, 30, 10)).toEqual(colourOf(255));
    map.destroy();
  });

  it.each(['signed-dark', 'signed-light', 'purple-orange', 'inferno', 'cividis', 'grey'] as const)(
    'lies on a picture that is seen where %s is zero, and covers it where it is strongest',
    (colours) => {
      const canvas = canvasOf(40);
      const map = createHeatMap(canvas);
      // White above, black below; zero to the left, the strongest to the right.
      const data = new Uint8ClampedArray(16).fill(255);
      data.set([0, 0, 0, 255, 0, 0, 0, 255], 8);
      const signed = colours.includes('-');
      map.show(
        drawn([[0, 1]], {
          colours,
          picture: { width: 2, height: 2, data },
          scale: {
            kind: signed ? 'signed' : 'positive',
            law: 'linear',
            of: 'fixed',
            low: signed ? -1 : 0,
            high: 1,
          },
        }),
      );
      map.render();
      const side = canvas.width;
      const contrast = (x: number) => {
        const luma = (y: number) => pixel(canvas, x, y).reduce((a, b) => a + b);
        return Math.abs(luma(1) - luma(side - 2));
      };
      expect(contrast(1)).toBeGreaterThan(180);
      expect(contrast(side - 2)).toBeLessThan(contrast(1));
      map.destroy();
    },
  );
});
