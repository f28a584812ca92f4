import { conductMap } from '../../math/heat.ts';
import { largestMagnitude } from '../../math/statistics.ts';
import { context2d } from '../heat-map.ts';
import { paintField, type LiveScale } from '../scale.ts';
import type { ChannelGridProps, GridRenderer } from './types.ts';
import { fitToLayout } from './size.ts';

/** Milliseconds of a frame that the grid may take; the rest is the page's. */
export const FRAME_BUDGET = 9;

/** Longest side of a canvas that every browser draws. */
const LONGEST_SIDE = 16_384;

/**
 * Draws channels on the CPU, in motion as many as its budget allows: it measures what a channel costs and adapts.
 * @param now a clock in milliseconds
 */
export function createCanvasGrid(
  canvas: HTMLCanvasElement,
  now: () => number = () => performance.now(),
): GridRenderer {
  const target = context2d(canvas);
  // All maps above each other, one token a pixel, so that each channel's pixels lie together.
  const strip = document.createElement('canvas');
  const source = context2d(strip);
  let image: ImageData | null = null;
  let heat = new Float32Array(0);
  let scratch = new Float32Array(0);
  let drawn: ChannelGridProps | null = null;
  let spectra: Float32Array[] = [];
  let diffusivities: Float32Array[] = [];
  let allowed = 0;
  let cost = 0;
  const range: LiveScale = { kind: 'signed', law: 'linear', of: 'source', low: -1, high: 1 };

  /** Prepares what frames share, so that they allocate nothing. */
  function prepare(props: ChannelGridProps): ImageData {
    const [h, w, channels] = props.shape;
    const tallest = Math.min(channels, Math.floor(LONGEST_SIDE / h));
    if (image?.width !== w || image.height !== h * tallest) {
      strip.width = w;
      strip.height = h * tallest;
      image = source.createImageData(w, h * tallest);
      heat = new Float32Array(h * w);
      scratch = new Float32Array(h * w);
      // The first frame in motion draws all there is, and takes the measure.
      allowed = tallest;
      cost = 0;
    }
    if (drawn?.spectra !== props.spectra) spectra = mapsOf(props.spectra, h * w);
    if (drawn?.k !== props.k) diffusivities = mapsOf(props.k, h * w);
    drawn = props;
    return image;
  }

  return {
    render(props, time, still = false) {
      const [h, w, channels] = props.shape;
      if (channels === 0) return 0;
      const pixels = (props === drawn ? image : null) ?? prepare(props);
      const { layout, order, scales, colours } = props;
      const most = Math.min(order.length, layout.count, pixels.height / h);
      const shown = still ? most : Math.min(allowed, most);
      const started = now();
      for (let i = 0; i < shown; i++) {
        const channel = order[i];
        const k = props.constantK ?? diffusivities[channel];
        conductMap(spectra[channel], k, h, w, time, heat, scratch);
        range.high = (props.ownScale ? largestMagnitude(heat) : scales[channel]) || 1;
        range.low = -range.high;
        range.law = props.law;
        paintField(pixels.data, 4 * i * h * w, heat, range, colours);
      }
      source.putImageData(pixels, 0, 0, 0, 0, w, h * shown);

      const ratio = fitToLayout(canvas, layout, LONGEST_SIDE);
      const pitch = (layout.tile + layout.gap) * ratio;
      const tile = layout.tile * ratio;
      target.clearRect(0, 0, canvas.width, canvas.height);
      target.imageSmoothingEnabled = props.smooth;
      for (let i = 0; i < shown; i++) {
        const x = (i % layout.columns) * pitch;
        const y = Math.floor(i / layout.columns) * pitch;
        target.drawImage(strip, 0, i * h, w, h, x, y, tile, tile);
      }

      // A still frame comes alone, with buffers to resize: it says nothing about motion.
      if (still) return shown;
      // A slow average: one hiccup of the machine must not hide half of the channels.
      const measured = (now() - started) / shown;
      cost = cost === 0 ? measured : 0.9 * cost + 0.1 * measured;
      const affordable = Math.max(1, Math.min(most, Math.floor(FRAME_BUDGET / cost)));
      if (affordable === most || Math.abs(affordable - allowed) > 0.2 * allowed) {
        allowed = affordable;
      }
      return shown;
    },
    destroy() {
      image = null;
    },
  };
}

function mapsOf(maps: Float32Array, cells: number): Float32Array[] {
  return Array.from({ length: maps.length / cells }, (_, c) =>
    maps.subarray(c * cells, (c + 1) * cells),
  );
}
