import { Unzlib } from 'fflate';
import type { Pixels } from '../../port.ts';
import type { Bytes } from '../bytes.ts';

/** What the chunks of a PNG say about its rows. */
export interface PngLayout {
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  readonly colourType: number;
  readonly interlaced: boolean;
  /** Content of `PLTE`: RGB after RGB. */
  readonly palette: Bytes | null;
  /** Content of `tRNS`: alpha by palette entry, or the one transparent colour in 16-bit samples. */
  readonly transparency: Bytes | null;
}

/** Samples a pixel and the depths there are, by colour type. */
const TYPES: Partial<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

interface Pass {
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Where its pixels lie in the picture. */
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Adam7: first column and row, and the steps. */
const INTERLACED = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Compressed bytes handled at once: they may become a thousand times as many. */
const SLICE = 16_384;

/** Whether the format has such rows. */
export function isPngLayout({ colourType, depth }: PngLayout): boolean {
  return TYPES[colourType]?.depths.includes(depth) ?? false;
}

/**
 * Reads the rows of a PNG: RGBA with straight alpha, of 16 bits the upper 8, as Pillow reads them. Browsers multiply by
 * alpha and round, each in its own way, and some show nothing where rows are missing.
 * @param data content of the `IDAT` chunks
 * @returns `complete`: whether all rows are there
 */
export function readRows(
  layout: PngLayout,
  data: readonly Bytes[],
): { pixels: Pixels; complete: boolean } {
  const rows = new Rows(layout);
  const inflate = new Unzlib((chunk) => rows.take(chunk));
  try {
    for (const part of data) {
      for (let at = 0; at < part.length && !rows.complete; at += SLICE)
        inflate.push(part.subarray(at, at + SLICE));
    }
  } catch {
    // What is not as zlib writes it ends the rows.
  }
  return { pixels: { ...rows.size, data: rows.rgba }, complete: rows.complete };
}

/** Takes the inflated bytes in any pieces and puts row after row into the picture. */
class Rows {
  readonly size: { width: number; height: number };
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  private readonly samples: number;
  private readonly passes: readonly Pass[];
  private pass = 0;
  private y = 0;
  /** The row at hand and the one above it, each after its filter. */
  private row: Uint8Array;
  private above: Uint8Array;
  private filled = 0;

  constructor(private readonly layout: PngLayout) {
    const { width, height, interlaced, colourType } = layout;
    this.size = { width, height };
    this.rgba = new Uint8ClampedArray(4 * width * height);
    this.samples = TYPES[colourType]?.samples ?? 1;
    this.passes = (interlaced ? INTERLACED : [[0, 0, 1, 1]])
      .map(([left, top, stepX, stepY]) => ({
        ...{ left, top, stepX, stepY },
        width: Math.ceil((width - left) / stepX),
        height: Math.ceil((height - top) / stepY),
      }))
      .filter((pass) => pass.width > 0 && pass.height > 0);
    this.row = this.emptyRow();
    this.above = this.emptyRow();
  }

  get complete(): boolean {
    return this.pass === this.passes.length;
  }

  private emptyRow(): Uint8Array {
    const bits = this.passes[this.pass].width * this.samples * this.layout.depth;
    return new Uint8Array(1 + Math.ceil(bits / 8));
  }

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.complete;) {
      const part = bytes.subarray(at, at + this.row.length - this.filled);
      this.row.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === this.row.length) this.finishRow();
    }
  }

  private finishRow(): void {
    unfilter(this.row, this.above, Math.max(1, (this.samples * this.layout.depth) >> 3));
    const pass = this.passes[this.pass];
    this.put(pass, pass.top + this.y * pass.stepY);
    [this.row, this.above, this.filled] = [this.above, this.row, 0];
    if (++this.y < pass.height) return;
    this.y = 0;
    this.pass++;
    if (this.complete) return;
    this.row = this.emptyRow();
    this.above = this.emptyRow();
  }

  private put({ width, left, stepX }: Pass, y: number): void {
    const { depth, colourType, palette, transparency } = this.layout;
    const { rgba, samples } = this;
    const scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
    const shift = depth === 16 ? 8 : 0;
    const key = colourType < 3 && transparency?.length === 2 * samples ? transparency : null;
    const [green, blue] = colourType === 2 || colourType === 6 ? [1, 2] : [0, 0];
    let to = 4 * (y * this.size.width + left);
    for (let i = 0, n = width * samples; i < n; i += samples, to += 4 * stepX) {
      if (colourType === 3) {
        const index = this.sample(i);
        for (let c = 0; c < 3; c++) rgba[to + c] = palette?.[3 * index + c] ?? 0;
        rgba[to + 3] = transparency?.[index] ?? 255;
        continue;
      }
      rgba[to] = (this.sample(i) * scale) >> shift;
      rgba[to + 1] = (this.sample(i + green) * scale) >> shift;
      rgba[to + 2] = (this.sample(i + blue) * scale) >> shift;
      if (colourType > 3) rgba[to + 3] = this.sample(i + samples - 1) >> shift;
      else rgba[to + 3] = key && this.isKey(key, i) ? 0 : 255;
    }
  }

  /** A sample of the row at hand, of its own depth. */
  private sample(i: number): number {
    const { depth } = this.layout;
    if (depth === 8) return this.row[1 + i];
    if (depth === 16) return (this.row[1 + 2 * i] << 8) | this.row[2 + 2 * i];
    const bit = i * depth;
    return (this.row[1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  }

  private isKey(transparency: Bytes, from: number): boolean {
    for (let c = 0; c < this.samples; c++) {
      const value = (transparency[2 * c] << 8) | transparency[2 * c + 1];
      if (this.sample(from + c) !== value) return false;
    }
    return true;
  }
}

/**
 * Undoes a row's filter in place.
 * @param distance bytes to the same sample of the pixel before
 */
function unfilter(row: Uint8Array, above: Uint8Array, distance: number): void {
  const length = row.length;
  switch (row[0]) {
    case 1:
      for (let i = distance + 1; i < length; i++) row[i] += row[i - distance];
      break;
    case 2:
      for (let i = 1; i < length; i++) row[i] += above[i];
      break;
    case 3:
      for (let i = 1; i <= distance && i < length; i++) row[i] += above[i] >> 1;
      for (let i = distance + 1; i < length; i++) row[i] += (row[i - distance] + above[i]) >> 1;
      break;
    case 4:
      for (let i = 1; i <= distance && i < length; i++) row[i] += above[i];
      for (let i = distance + 1; i < length; i++)
        row[i] += paeth(row[i - distance], above[i], above[i - distance]);
  }
}

/** Whichever of left, above and above left is nearest to what they make expect. */
function paeth(a: number, b: number, c: number): number {
  const toA = Math.abs(b - c);
  const toB = Math.abs(a - c);
  const toC = Math.abs(a + b - 2 * c);
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}
