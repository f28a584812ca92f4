import { colourMap, groundOf, type Lut } from './colour-map.ts';
import type { Figure, Picture } from './figure.ts';
import { paintField } from './scale.ts';

/** What of a figure is drawn into its canvas. */
export type Drawn = Pick<Figure, 'field' | 'scale' | 'colours' | 'smooth' | 'picture'>;

/** Draws a figure, whose numbers and scale may change between two renders. `render` allocates nothing. */
export interface HeatMap {
  /** What is drawn from the next `render` on. */
  show(figure: Drawn): void;
  render(): void;
  destroy(): void;
}

/** How much of a picture is left under a map: it goes grey, and near the colour of zero. */
const PICTURE_SHARE = 0.42;

/** Rec. 601 luma. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** A heat map on a canvas of any CSS size, as sharp as the screen allows. */
export function createHeatMap(canvas: HTMLCanvasElement): HeatMap {
  const painter = createPainter(canvas);
  const observer = new ResizeObserver(() => {
    fitToScreen(canvas);
    painter.render();
  });
  observer.observe(canvas);
  fitToScreen(canvas);
  return { ...painter, destroy: () => observer.disconnect() };
}

/**
 * A heat map over all of a canvas, in as many pixels as the canvas has.
 * @throws Error when the canvas has a context of another kind already
 */
export function createPainter(canvas: HTMLCanvasElement): Omit<HeatMap, 'destroy'> {
  const target = context2d(canvas);
  const cells = document.createElement('canvas');
  const source = context2d(cells);
  let image = source.createImageData(1, 1);
  let shown: Drawn | null = null;
  let colours: Lut | null = null;
  let ground: HTMLCanvasElement | null = null;

  return {
    show(next) {
      const { height, width } = next.field;
      if (cells.width !== width || cells.height !== height) {
        cells.width = width;
        cells.height = height;
        image = source.createImageData(width, height);
      }
      if (next.picture !== shown?.picture || next.colours !== shown?.colours)
        ground = next.picture === undefined ? null : faint(next.picture, groundOf(next.colours));
      colours = colourMap(next.colours);
      shown = next;
    },
    render() {
      if (shown === null || colours === null) return;
      const { field, scale } = shown;
      paintField(image.data, 0, field.data, scale, colours);
      source.putImageData(image, 0, 0);
      target.imageSmoothingQuality = 'high';
      target.globalCompositeOperation = 'copy';
      if (ground !== null) {
        target.imageSmoothingEnabled = true;
        target.drawImage(ground, 0, 0, canvas.width, canvas.height);
        // Zero lets the picture through.
        target.globalCompositeOperation =
          groundOf(shown.colours) === 'dark' ? 'screen' : 'multiply';
      }
      target.imageSmoothingEnabled = shown.smooth;
      target.drawImage(cells, 0, 0, canvas.width, canvas.height);
    },
  };
}

/** A picture in grey, dark or light enough to lie under a map. */
function faint(picture: Picture, ground: 'dark' | 'light'): HTMLCanvasElement {
  const { width, height, data } = picture;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = context2d(canvas);
  const grey = context.createImageData(width, height);
  const lift = ground === 'dark' ? 0 : 255 * (1 - PICTURE_SHARE);
  for (let i = 0; i < data.length; i += 4) {
    const luma = LUMA[0] * data[i] + LUMA[1] * data[i + 1] + LUMA[2] * data[i + 2];
    grey.data.fill(lift + PICTURE_SHARE * luma, i, i + 3);
    grey.data[i + 3] = 255;
  }
  context.putImageData(grey, 0, 0);
  return canvas;
}

/** Gives a canvas one pixel per device pixel of its box. @returns whether its size changed, which clears it */
export function fitToScreen(canvas: HTMLCanvasElement): boolean {
  const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/** The 2D context of a canvas that has no other. */
export function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This canvas has a context of another kind already.');
  return context;
}
