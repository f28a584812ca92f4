import { latin1, type FileKind } from './sniff.ts';

/** What a photo's file says about itself, read without decoding a pixel. */
export interface Header {
  /** Size in pixels as stored, before EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** More than one frame. */
  readonly animated: boolean;
  /** False when the file ends before its picture does. */
  readonly complete: boolean;
}

type Size = Pick<Header, 'width' | 'height'>;

/** Kinds of file whose size can be read. */
export type PhotoKind = Extract<FileKind, keyof typeof READERS>;

const READERS = {
  jpeg: jpegHeader,
  png: pngHeader,
  gif: gifHeader,
  webp: webpHeader,
  bmp: bmpHeader,
  avif: isoHeader,
  heic: isoHeader,
} as const satisfies Partial<Record<FileKind, (view: DataView) => Header | null>>;

export function isPhotoKind(kind: FileKind): kind is PhotoKind {
  return kind in READERS;
}

/**
 * Reads the size from a file's header, and follows its outer structure to the end.
 * @returns null when the size is missing, zero or out of reach
 */
export function readHeader(kind: PhotoKind, bytes: Uint8Array<ArrayBuffer>): Header | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const header = READERS[kind](view);
    return header !== null && header.width > 0 && header.height > 0 ? header : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // read past the end
    throw error;
  }
}

function fourCharacters(view: DataView, at: number): string {
  return latin1(new Uint8Array(view.buffer, view.byteOffset + at, 4));
}

/** ITU T.81 annex B: segments up to a scan, entropy-coded data up to the next real marker, until EOI. */
function jpegHeader(view: DataView): Header | null {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let size: Size | null = null;
  let complete = false;
  let at = 2;
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff) {
      at = nextOf(bytes, 0xff, at); // stray bytes between segments
    } else if (marker === 0xff) {
      at += 1; // fill byte
    } else if (marker === 0xd9) {
      complete = true;
      break;
    } else if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      at = nextOf(bytes, 0xff, at + 2); // stuffed 0xFF, restart: still inside a scan
    } else {
      const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (frame && size === null && at + 9 <= bytes.length) {
        size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      }
      if (at + 4 > bytes.length) break;
      at += 2 + view.getUint16(at + 2);
    }
  }
  return size && { ...size, animated: false, complete };
}

function nextOf(bytes: Uint8Array, value: number, from: number): number {
  const at = bytes.indexOf(value, from);
  return at === -1 ? bytes.length : at;
}

/** PNG chunks: length, type, data, CRC; `acTL` counts the frames of an animation, `IEND` is the end. */
function pngHeader(view: DataView): Header | null {
  if (fourCharacters(view, 12) !== 'IHDR') return null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  let animated = false;
  let complete = false;
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = fourCharacters(view, at + 4);
    if (type === 'acTL') animated = view.getUint32(at + 8) > 1;
    if (type === 'IEND') complete = true;
  }
  return { ...size, animated, complete };
}

/** GIF89a blocks after the screen descriptor; a frame larger than the screen enlarges the picture. */
function gifHeader(view: DataView): Header {
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  let frames = 0;
  let complete = false;
  let at = 13 + tableBytes(view.getUint8(10));
  while (!complete && at < view.byteLength) {
    const block = view.getUint8(at);
    if (block === 0x3b) complete = true;
    else if (block === 0x21) at = skipSubBlocks(view, at + 2);
    else if (block === 0x2c && at + 10 <= view.byteLength) {
      frames += 1;
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      at = skipSubBlocks(view, at + 11 + tableBytes(view.getUint8(at + 9)));
    } else break;
  }
  return { width, height, animated: frames > 1, complete };
}

function skipSubBlocks(view: DataView, from: number): number {
  let at = from;
  while (at < view.byteLength) {
    const length = view.getUint8(at);
    at += 1 + length;
    if (length === 0) break;
  }
  return at;
}

/** RIFF: the first chunk is the extended header or the one picture, lossy or lossless. */
function webpHeader(view: DataView): Header | null {
  const complete = view.getUint32(4, true) + 8 <= view.byteLength;
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (fourCharacters(view, 12)) {
    case 'VP8X':
      return {
        width: u24(24) + 1,
        height: u24(27) + 1,
        animated: (view.getUint8(20) & 2) !== 0,
        complete,
      };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return {
        width: (bits & 0x3fff) + 1,
        height: ((bits >>> 14) & 0x3fff) + 1,
        animated: false,
        complete,
      };
    }
    case 'VP8 ':
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        animated: false,
        complete,
      };
    default:
      return null;
  }
}

function bmpHeader(view: DataView): Header {
  const core = view.getUint32(14, true) === 12; // OS/2's short header
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  // A negative height means rows from the top down.
  const height = Math.abs(core ? view.getUint16(20, true) : view.getInt32(22, true));
  const bitsPerPixel = view.getUint16(core ? 24 : 28, true);
  const compression = core ? 0 : view.getUint32(30, true);
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4;
  const plain = compression === 0 || compression === 3;
  const end = view.getUint32(10, true) + (plain ? rowBytes * height : 0);
  return { width, height, animated: false, complete: end <= view.byteLength };
}

interface Box {
  readonly type: string;
  /** First byte of the content. */
  readonly start: number;
  /** Where the content should end, which may lie beyond the file. */
  readonly end: number;
}

/** The boxes of ISO base media between two offsets. */
function* boxes(view: DataView, start: number, end: number): Generator<Box> {
  let at = start;
  while (at + 8 <= end) {
    const short = view.getUint32(at);
    // 0: to the end of the file; 1: a 64-bit length follows.
    const length = short === 0 ? end - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (length < 8) return;
    yield {
      type: fourCharacters(view, at + 4),
      start: at + (short === 1 ? 16 : 8),
      end: at + length,
    };
    at += length;
  }
}

/** AVIF and HEIC: the largest `ispe` property is the whole picture; others are its tiles or thumbnails. */
function isoHeader(view: DataView): Header {
  const inside = (parents: Box[], type: string, skip = 0) =>
    parents.flatMap((parent) =>
      [...boxes(view, parent.start + skip, Math.min(parent.end, view.byteLength))].filter(
        (box) => box.type === type,
      ),
    );
  const top = [...boxes(view, 0, view.byteLength)];
  const meta = top.filter((box) => box.type === 'meta');
  const sizes = inside(inside(inside(meta, 'iprp', 4), 'ipco'), 'ispe').map((box) => ({
    width: view.getUint32(box.start + 4),
    height: view.getUint32(box.start + 8),
  }));
  sizes.sort((a, b) => b.width * b.height - a.width * a.height);
  return {
    width: sizes[0]?.width ?? 0,
    height: sizes[0]?.height ?? 0,
    animated: fourCharacters(view, 8) === 'avis',
    complete: top.every((box) => box.end <= view.byteLength),
  };
}
