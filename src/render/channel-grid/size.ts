import { heightOf, widthOf, type TileLayout } from './layout.ts';

/**
 * Sizes a canvas for a layout at the screen's density, or a lower one where it would outgrow `limit` pixels a side.
 * @returns canvas pixels per CSS pixel
 */
export function fitToLayout(canvas: HTMLCanvasElement, layout: TileLayout, limit: number): number {
  const width = Math.max(1, widthOf(layout));
  const height = Math.max(1, heightOf(layout));
  const ratio = Math.min(devicePixelRatio, limit / width, limit / height);
  const pixelWidth = Math.round(width * ratio);
  const pixelHeight = Math.round(height * ratio);
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  return ratio;
}

/** Of a tile's corners, in CSS pixels. */
export const CORNER_RADIUS = 4;
