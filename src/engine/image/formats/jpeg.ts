import { joined, latin1, type Bytes } from '../bytes.ts';
import { orientationOf } from '../orientation.ts';
import type { PhotoFile } from './photo-file.ts';
import { hasEveryBlock, isFrame, PROGRESSIVE, SOS, type Segment } from './jpeg-scan.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';

/** Application segments and comments; JFIF's and Adobe's tell how colours are coded, so they stay. */
function isMetadata(marker: number): boolean {
  const application = marker >= APP0 && marker <= APP15;
  return (application && marker !== APP0 && marker !== APP14) || marker === COMMENT;
}

/** JPEG: segments up to a scan, coded pixels up to the next marker, until the end mark. */
export function readJpeg(bytes: Bytes): PhotoFile | null {
  const { segments, end, marked } = walk(bytes);
  const frame = segments.find(({ marker }) => isFrame(marker));
  if (frame === undefined) return null;
  const view = new DataView(frame.content.buffer, frame.content.byteOffset, 5);
  const scan = segments.findIndex(({ marker }) => marker === SOS);
  const head = scan === -1 ? segments : segments.slice(0, scan);
  const metadata = (prefix: string) =>
    head
      .find((s) => s.marker === APP1 && latin1(s.content.subarray(0, prefix.length)) === prefix)
      ?.content.subarray(prefix.length) ?? null;
  return {
    width: view.getUint16(3),
    height: view.getUint16(1),
    animated: false,
    orientation: orientationOf(metadata(EXIF), metadata(XMP)),
    pixels: (decode) =>
      decode(
        joined(
          Uint8Array.of(0xff, SOI),
          ...head.filter((s) => !isMetadata(s.marker)).map((s) => bytes.subarray(s.start, s.end)),
          ...(scan === -1 ? [] : [bytes.subarray(segments[scan].start, end)]),
          Uint8Array.of(0xff, EOI),
        ),
      ),
    ending: () => {
      if (marked) return 'whole';
      if (!hasEveryBlock(bytes, segments, end)) return 'cut';
      return frame.marker === PROGRESSIVE ? 'coarse' : 'unmarked';
    },
  };
}

/** @returns `end`: of what was read, before the end mark */
function walk(bytes: Bytes): { segments: Segment[]; end: number; marked: boolean } {
  const segments: Segment[] = [];
  let at = nextMarker(bytes, 2);
  while (at + 2 <= bytes.length) {
    const marker = bytes[at + 1];
    if (marker === EOI) return { segments, end: at, marked: true };
    if (at + 4 > bytes.length) break;
    const end = at + 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
    if (end > bytes.length) break;
    segments.push({ marker, start: at, content: bytes.subarray(at + 4, end), end });
    at = nextMarker(bytes, end);
  }
  // Storage that was never written to is zero; no scan ends in zeros, as it is filled up with ones.
  let end = Math.min(at, bytes.length);
  while (end > 2 && bytes[end - 1] === 0 && bytes[end - 2] === 0) end--;
  return { segments, end, marked: false };
}

/** The next marker that has a segment: stuffed zeros, fill bytes, restarts and strays are passed over. */
function nextMarker(bytes: Bytes, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    const next = bytes[at + 1];
    const bare = next <= 1 || next === 0xff || (next >= 0xd0 && next <= SOI);
    if (!bare) return at;
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return bytes.length;
}
