import type { PictureItem } from '../../export/item.ts';
import type { PixelHeat } from '../../math/pixel-heat.ts';
import { createCanvasGrid } from '../../render/channel-grid/canvas-2d.ts';
import { layoutTiles } from '../../render/channel-grid/layout.ts';
import type { ChannelGridProps } from '../../render/channel-grid/types.ts';
import { context2d } from '../../render/heat-map.ts';
import { constantOf, exponentTime } from '../../state/conduction.ts';
import type { ExplorerStore } from '../../state/store.ts';

/** Between two tiles of a file, in its pixels. */
const GAP = 4;

type Words = Pick<PictureItem, 'name' | 'caption'>;

/** The photo of the pixel laboratory as a picture to keep. @param advance brings the heat to a time, or to now */
export function labPicture(
  heat: PixelHeat,
  advance: (t?: number) => number,
  words: Words,
): PictureItem {
  return {
    kind: 'picture',
    ...words,
    paint(canvas, side) {
      const pixels = document.createElement('canvas');
      pixels.width = pixels.height = heat.size;
      const image = new ImageData(heat.pixels, heat.size, heat.size);
      canvas.width = canvas.height = side;
      const context = context2d(canvas);
      context.imageSmoothingQuality = 'high';
      return (t) => {
        advance(t);
        context2d(pixels).putImageData(image, 0, 0);
        context.drawImage(pixels, 0, 0, side, side);
      };
    },
  };
}

/** All channels of a block as a picture to keep, in the order and colours that they have on screen. */
export function channelsPicture(
  grid: Omit<ChannelGridProps, 'constantK' | 'layout'>,
  store: ExplorerStore,
  words: Words,
): PictureItem {
  return {
    kind: 'picture',
    ...words,
    paint(canvas, side) {
      // The grid counts in CSS pixels.
      const box = side / devicePixelRatio;
      const gap = GAP / devicePixelRatio;
      const layout = layoutTiles(grid.shape[2], box, box, { gap, smallest: 4, largest: box });
      const renderer = createCanvasGrid(canvas);
      const draw = (t?: number) => {
        const state = store.getState();
        const at = t === undefined ? state : { ...state, t };
        renderer.render({ ...grid, constantK: constantOf(at), layout }, exponentTime(at), true);
      };
      draw();
      return draw;
    },
  };
}
