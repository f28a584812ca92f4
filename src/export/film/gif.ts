import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { context2d } from '../../render/heat-map.ts';
import type { FilmWriter, Reel } from './writer.ts';

/** Colours of a frame; each frame has its own. */
const COLOURS = 256;
const FORMAT = 'rgb565';

const COMMENT = [0x21, 0xfe];
const BLOCK = 255;
const TRAILER = 0x3b;

/** Puts a comment extension (GIF89a, 24) before the trailer of a file. */
export function withComment(gif: Uint8Array, comment: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(comment);
  const bytes = [...COMMENT];
  for (let at = 0; at < text.length; at += BLOCK) {
    const block = text.subarray(at, at + BLOCK);
    bytes.push(block.length, ...block);
  }
  bytes.push(0, TRAILER);
  const whole = new Uint8Array(gif.length - 1 + bytes.length);
  whole.set(gif.subarray(0, -1));
  whole.set(bytes, gif.length - 1);
  return whole;
}

/** Writes a GIF, which every browser and every deck plays. */
export function gifWriter({ canvas, rate, loop, title, comment }: Reel): FilmWriter {
  const encoder = GIFEncoder();
  return {
    add() {
      const { width, height } = canvas;
      const { data } = context2d(canvas).getImageData(0, 0, width, height);
      const palette = quantize(data, COLOURS, { format: FORMAT });
      encoder.writeFrame(applyPalette(data, palette, FORMAT), width, height, {
        palette,
        delay: 1000 / rate,
        repeat: loop ? 0 : -1,
      });
      return Promise.resolve();
    },
    finish() {
      encoder.finish();
      const bytes = withComment(encoder.bytes(), `${title}\n${comment}`);
      return Promise.resolve(new Blob([bytes], { type: 'image/gif' }));
    },
    cancel: () => Promise.resolve(),
  };
}
