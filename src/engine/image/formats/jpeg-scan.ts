import type { Bytes } from '../bytes.ts';

/** A marker and what belongs to it, by ITU T.81 annex B. */
export interface Segment {
  readonly marker: number;
  /** Its first byte, 0xFF. */
  readonly start: number;
  /** After the marker and the length. */
  readonly content: Bytes;
  readonly end: number;
}

const SEQUENTIAL = [0xc0, 0xc1];
export const PROGRESSIVE = 0xc2;
export const SOS = 0xda;
const DHT = 0xc4;
const DRI = 0xdd;

/** Start of frame: every kind of coding has its own. */
export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

interface Component {
  readonly id: number;
  /** Sampling factors: blocks across and down in a unit of several components. */
  readonly across: number;
  readonly down: number;
}

interface Frame {
  readonly progressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

/** A Huffman code: how many codes there are of each length, and their symbols. */
interface Code {
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

/**
 * Whether the coded pixels of a JPEG reach to its last block, by following the codes of ITU T.81 annex F without
 * keeping a number. A progressive JPEG has every block once its first scans, those of the means, are complete.
 * @param end where the coded data end
 */
export function hasEveryBlock(bytes: Bytes, segments: readonly Segment[], end: number): boolean {
  const codes = new Map<number, Code>();
  const complete = new Set<number>();
  let frame: Frame | null = null;
  let interval = 0;
  try {
    for (const [i, { marker, content, end: from }] of segments.entries()) {
      if (marker === DHT) readCodes(content, codes);
      else if (marker === DRI) interval = (content[0] << 8) | content[1];
      else if (isFrame(marker)) frame = readFrame(marker, content);
      else if (marker === SOS) {
        if (frame === null) return false;
        const scan = readScan(content, frame, codes, interval);
        if (!scan.means) continue;
        follow(new Bits(bytes, from, segments.at(i + 1)?.start ?? end), scan);
        scan.units.forEach(({ component }) => complete.add(component.id));
      }
    }
  } catch (error) {
    if (error instanceof RangeError) return false; // the data or a table ended too early
    throw error;
  }
  return frame?.components.every(({ id }) => complete.has(id)) ?? false;
}

function readCodes(content: Bytes, codes: Map<number, Code>): void {
  for (let at = 0; at + 17 <= content.length;) {
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    codes.set(content[at], { counts, symbols: content.subarray(at + 17, at + 17 + total) });
    at += 17 + total;
  }
}

function readFrame(marker: number, content: Bytes): Frame {
  if (marker !== PROGRESSIVE && !SEQUENTIAL.includes(marker))
    throw new RangeError('another coding');
  const components = Array.from({ length: content[5] }, (_, i) => {
    const [id, sampling] = content.subarray(6 + 3 * i);
    return { id, across: sampling >> 4, down: sampling & 15 };
  });
  return {
    progressive: marker === PROGRESSIVE,
    height: (content[1] << 8) | content[2],
    width: (content[3] << 8) | content[4],
    components,
  };
}

interface Scan {
  /** Whether it holds the first bits of the blocks' means. */
  readonly means: boolean;
  /** Without the other coefficients, as in the first scans of a progressive JPEG. */
  readonly meansOnly: boolean;
  /** How many units, each with these blocks of each component. */
  readonly count: number;
  readonly units: readonly { component: Component; blocks: number; dc: Code; ac: Code }[];
  /** Units between restarts; 0 for none. */
  readonly interval: number;
}

const NO_CODE: Code = { counts: new Uint8Array(16), symbols: new Uint8Array() };

function readScan(
  content: Bytes,
  { progressive, width, height, components }: Frame,
  codes: ReadonlyMap<number, Code>,
  interval: number,
): Scan {
  const inScan = Array.from({ length: content[0] }, (_, i) => {
    const [id, tables] = content.subarray(1 + 2 * i);
    const component = components.find((c) => c.id === id);
    if (component === undefined) throw new RangeError('an unknown component');
    return {
      component,
      dc: codes.get(tables >> 4) ?? NO_CODE,
      ac: codes.get(0x10 | (tables & 15)) ?? NO_CODE,
    };
  });
  const [first, , approximation] = content.subarray(1 + 2 * inScan.length);
  const across = Math.max(...components.map((c) => c.across));
  const down = Math.max(...components.map((c) => c.down));
  const single = inScan.length === 1;
  // One component alone comes block by block, several come in units of all their blocks.
  const sides = single
    ? [
        Math.ceil((width * inScan[0].component.across) / across / 8),
        Math.ceil((height * inScan[0].component.down) / down / 8),
      ]
    : [Math.ceil(width / across / 8), Math.ceil(height / down / 8)];
  return {
    means: first === 0 && approximation >> 4 === 0,
    meansOnly: progressive,
    count: sides[0] * sides[1],
    units: inScan.map((entry) => ({
      ...entry,
      blocks: single ? 1 : entry.component.across * entry.component.down,
    })),
    interval,
  };
}

/** @throws RangeError where the data end before the scan does */
function follow(bits: Bits, { count, units, interval, meansOnly }: Scan): void {
  for (let unit = 0; unit < count; unit++) {
    if (interval > 0 && unit > 0 && unit % interval === 0) bits.restart();
    for (const { blocks, dc, ac } of units) {
      for (let block = 0; block < blocks; block++) {
        bits.skip(bits.symbol(dc));
        for (let k = 1; k < 64 && !meansOnly; k++) {
          const symbol = bits.symbol(ac);
          const [zeros, length] = [symbol >> 4, symbol & 15];
          if (length === 0 && zeros < 15) break; // the rest is zero
          k += zeros;
          bits.skip(length);
        }
      }
    }
  }
}

/** Coded data, bit by bit, the highest of each byte first. */
class Bits {
  private byte = 0;
  private left = 0;

  constructor(
    private readonly bytes: Bytes,
    private at: number,
    private readonly end: number,
  ) {}

  private bit(): number {
    if (this.left === 0) {
      if (this.at >= this.end) throw new RangeError('the data end');
      this.byte = this.bytes[this.at++];
      // 0xFF is followed by a zero to tell it from a marker.
      if (this.byte === 0xff && this.bytes[this.at++] !== 0) throw new RangeError('a marker');
      this.left = 8;
    }
    return (this.byte >> --this.left) & 1;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i++) this.bit();
  }

  symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (const count of counts) {
      code = (code << 1) | this.bit();
      first <<= 1;
      if (code - first < count) return symbols[index + code - first];
      index += count;
      first += count;
    }
    throw new RangeError('no such code');
  }

  /** Goes on behind the restart marker that must follow. */
  restart(): void {
    this.left = 0;
    const isRestart = this.bytes[this.at] === 0xff && (this.bytes[this.at + 1] & 0xf8) === 0xd0;
    if (!isRestart || this.at + 2 > this.end) throw new RangeError('no restart');
    this.at += 2;
  }
}
