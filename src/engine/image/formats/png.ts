import { ascii, joined, latin1, viewOf, type Bytes } from '../bytes.ts';
import { crc32 } from '../../../checkpoint/crc32.ts';
import { orientationOf } from '../orientation.ts';
import type { Ending, PhotoFile } from '../photo-file.ts';

interface Chunk {
  readonly type: string;
  /** Its length, type, content and checksum; only what the file has of them. */
  readonly whole: Bytes;
  readonly content: Bytes;
  readonly cut: boolean;
}

/** What pixels are made of. */
const PIXELS = ['IHDR', 'PLTE', 'tRNS', 'IDAT'];
const XMP = 'XML:com.adobe.xmp\0\0';
const SIGNATURE_BYTES = 8;

/** Samples a pixel, by colour type. */
const SAMPLES: Partial<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Interlaced passes: first column and row, and the steps. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** PNG: chunks of length, type, content and checksum up to `IEND`; `acTL` counts the frames of an animation. */
export function readPng(bytes: Bytes): PhotoFile | null {
  const chunks = chunksOf(bytes);
  const header = chunks.at(0);
  if (header?.type !== 'IHDR' || header.content.length < 13) return null;
  const view = new DataView(header.content.buffer, header.content.byteOffset);
  const content = (type: string, prefix = '') =>
    chunks.find((c) => c.type === type && latin1(c.content.subarray(0, prefix.length)) === prefix)
      ?.content ?? null;
  const frames = content('acTL');
  const data = chunks.filter(({ type }) => type === 'IDAT');
  const end = chunks.at(-1);
  const marked = end?.type === 'IEND' && !end.cut;
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    animated: frames !== null && latin1(frames.subarray(0, 4)) > '\0\0\0\x01',
    orientation: orientationOf(content('eXIf'), content('iTXt', XMP)),
    plain: () =>
      joined(
        bytes.subarray(0, SIGNATURE_BYTES),
        ...chunks
          .filter(({ type }) => PIXELS.includes(type))
          .map((c) => (c.cut ? chunk(c.type, c.content) : c.whole)),
        chunk('IEND', new Uint8Array()),
      ),
    async ending(): Promise<Ending> {
      const { length, finished } = await inflate(data.map((c) => c.content));
      const every = finished && length >= rawBytes(view);
      if (!marked) return every ? 'unmarked' : 'cut';
      // A stream that breaks, or goes on behind its end, is left to the decoder.
      return finished && !every ? 'damaged' : 'whole';
    },
  };
}

function chunksOf(bytes: Bytes): Chunk[] {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at + 8 <= bytes.length && chunks.at(-1)?.type !== 'IEND';) {
    const content = at + 8;
    const end = content + view.getUint32(at);
    chunks.push({
      type: latin1(bytes.subarray(at + 4, content)),
      whole: bytes.subarray(at, end + 4),
      content: bytes.subarray(content, end),
      cut: end + 4 > bytes.length,
    });
    at = end + 4;
  }
  return chunks;
}

/** A chunk made anew. */
function chunk(type: string, content: Bytes): Bytes {
  const named = joined(ascii(type), content);
  return joined(u32(content.length), named, u32(crc32(named)));
}

function u32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Bytes of all rows, each after its filter. */
function rawBytes(header: DataView): number {
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const bits = header.getUint8(8) * (SAMPLES[header.getUint8(9)] ?? 1);
  const rows = (w: number, h: number) => (w > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0);
  if (header.getUint8(12) === 0) return rows(width, height);
  return ADAM7.reduce(
    (sum, [x, y, stepX, stepY]) =>
      sum + rows(Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)),
    0,
  );
}

/** Counts what comes out of a zlib stream, keeping nothing. */
async function inflate(parts: Bytes[]): Promise<{ length: number; finished: boolean }> {
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      length += next.value.length;
    return { length, finished: true };
  } catch {
    return { length, finished: false };
  }
}
