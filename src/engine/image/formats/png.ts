import { crc32 } from '../../../math/crc32.ts';
import { latin1, viewOf, type Bytes } from '../bytes.ts';
import { orientationOf } from '../orientation.ts';
import type { PhotoFile } from './photo-file.ts';
import { isPngLayout, readRows, type PngLayout } from './png-rows.ts';

interface Chunk {
  readonly type: string;
  readonly content: Bytes;
  /** `cut`: not all of it is in the file; `wrong`: its checksum is another. */
  readonly state: 'whole' | 'cut' | 'wrong';
}

/** What pixels are made of. */
const CRITICAL = ['IHDR', 'PLTE', 'IDAT'];
const XMP = 'XML:com.adobe.xmp\0\0';
const SIGNATURE_BYTES = 8;

/** PNG: chunks of length, type, content and checksum up to `IEND`; `acTL` counts the frames of an animation. */
export function readPng(bytes: Bytes): PhotoFile | null {
  const chunks = chunksOf(bytes);
  const content = (type: string, prefix = '') =>
    chunks.find((c) => c.type === type && latin1(c.content.subarray(0, prefix.length)) === prefix)
      ?.content ?? null;
  const header = chunks.at(0);
  if (header?.type !== 'IHDR' || header.content.length < 13) return null;
  const view = viewOf(header.content);
  const layout: PngLayout = {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth: view.getUint8(8),
    colourType: view.getUint8(9),
    interlaced: view.getUint8(12) === 1,
    palette: content('PLTE'),
    transparency: content('tRNS'),
  };
  if (!isPngLayout(layout)) return null;
  const frames = content('acTL');
  const end = chunks[chunks.length - 1];
  const marked = end.type === 'IEND' && end.state === 'whole';
  const wrong = chunks.some(({ type, state }) => CRITICAL.includes(type) && state === 'wrong');
  let rows: ReturnType<typeof readRows> | null = null;
  const read = () =>
    (rows ??= readRows(
      layout,
      chunks.filter(({ type }) => type === 'IDAT').map((c) => c.content),
    ));
  return {
    width: layout.width,
    height: layout.height,
    animated: frames !== null && frames.length >= 4 && viewOf(frames).getUint32(0) > 1,
    orientation: orientationOf(content('eXIf'), content('iTXt', XMP)),
    pixels: () => Promise.resolve(read().pixels),
    ending() {
      if (wrong) return 'damaged';
      const { complete } = read();
      return complete ? (marked ? 'whole' : 'unmarked') : marked ? 'damaged' : 'cut';
    },
  };
}

function chunksOf(bytes: Bytes): Chunk[] {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at + 8 <= bytes.length && chunks.at(-1)?.type !== 'IEND';) {
    const start = at + 8;
    const end = start + view.getUint32(at);
    const cut = end + 4 > bytes.length;
    const right = () => crc32(bytes.subarray(at + 4, end)) === view.getUint32(end);
    chunks.push({
      type: latin1(bytes.subarray(at + 4, start)),
      content: bytes.subarray(start, end),
      state: cut ? 'cut' : right() ? 'whole' : 'wrong',
    });
    at = end + 4;
  }
  return chunks;
}
