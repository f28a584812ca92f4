import { ascii, joined, latin1, viewOf, type Bytes } from '../bytes.ts';
import { orientationOf } from '../orientation.ts';
import type { PhotoFile } from './photo-file.ts';

interface Chunk {
  readonly type: string;
  /** Type, length and content, without padding; only what the file has of them. */
  readonly whole: Bytes;
  readonly content: Bytes;
  readonly cut: boolean;
}

/** Chunks of the picture that is shown first, in their order. */
const PICTURE = ['VP8X', 'ANIM', 'ALPH', 'VP8 ', 'VP8L'];

/** Flags of the extended header. */
const ANIMATED = 0x02;
const ALPHA = 0x10;

/** WebP: RIFF chunks, the first of which is the extended header or the one picture, lossy or lossless. */
export function readWebp(bytes: Bytes): PhotoFile | null {
  const view = viewOf(bytes);
  const chunks = chunksOf(bytes, view);
  const size = sizeOf(chunks.at(0));
  if (size === null) return null;
  const content = (type: string) => chunks.find((c) => c.type === type)?.content ?? null;
  const extended = content('VP8X');
  const animated = extended !== null && (extended[0] & ANIMATED) !== 0;
  const frame = chunks.find(({ type }) => type === 'ANMF');
  const picture = animated
    ? [...chunks.filter(({ type }) => PICTURE.includes(type)), ...(frame ? [frame] : [])]
    : chunks.filter(({ type }) => PICTURE.includes(type));
  const drawn = picture.some(({ type, cut }) => /^(ANMF|VP8[ L])$/.test(type) && !cut);
  const marked = view.getUint32(4, true) + 8 <= bytes.length;
  return {
    ...size,
    animated: animated && chunks.filter(({ type }) => type === 'ANMF').length > 1,
    orientation: orientationOf(content('EXIF'), content('XMP ')),
    pixels: (decode) => decode(riff(picture)),
    ending: () => (!drawn ? 'cut' : marked ? 'whole' : 'unmarked'),
  };
}

function chunksOf(bytes: Bytes, view: DataView): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    chunks.push({
      type: latin1(bytes.subarray(at, at + 4)),
      whole: bytes.subarray(at, end),
      content: bytes.subarray(at + 8, end),
      cut: end > bytes.length,
    });
    at = end + (length & 1);
  }
  return chunks;
}

function sizeOf(first: Chunk | undefined): { width: number; height: number } | null {
  if (first === undefined) return null;
  const view = new DataView(first.content.buffer, first.content.byteOffset, first.content.length);
  switch (first.type) {
    case 'VP8X': {
      const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
      return { width: u24(4) + 1, height: u24(7) + 1 };
    }
    case 'VP8L': {
      const bits = view.getUint32(1, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return {
        width: view.getUint16(6, true) & 0x3fff,
        height: view.getUint16(8, true) & 0x3fff,
      };
    default:
      return null;
  }
}

/** A file of these chunks alone; the extended header promises nothing else. */
function riff(chunks: readonly Chunk[]): Bytes {
  const parts = chunks.flatMap(({ type, whole }) => {
    const padding = new Uint8Array(whole.length & 1);
    if (type !== 'VP8X') return [whole, padding];
    const promised = whole.slice();
    promised[8] &= ANIMATED | ALPHA;
    return [promised, padding];
  });
  const file = joined(ascii('RIFF\0\0\0\0WEBP'), ...parts);
  viewOf(file).setUint32(4, file.length - 8, true);
  return file;
}
