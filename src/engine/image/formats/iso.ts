import { joined, latin1, viewOf, type Bytes } from '../bytes.ts';
import type { Orientation } from '../orientation.ts';
import type { PhotoFile } from './photo-file.ts';

interface Box {
  readonly type: string;
  /** First byte of the box, and of its content. */
  readonly start: number;
  readonly content: number;
  /** Where it should end, which may lie beyond the file. */
  readonly end: number;
}

/** Bytes of version and flags at the beginning of a full box. */
const FULL = 4;

/** Colours described by a profile. */
const ICC = 'profile';

/** As ISO 23091-2 numbers them. */
const SRGB = { primaries: 1, transfer: 13 };

/** Turns by quarters against the clock without a mirror, and mirrored top to bottom afterwards. */
const TURNED: readonly Orientation[] = [1, 8, 3, 6];
const MIRRORED: readonly Orientation[] = [4, 5, 2, 7];

/** AVIF: see {@link readIso}. Not every browser turns the picture, so it is turned here. */
export function readAvif(bytes: Bytes): PhotoFile {
  return readIso(bytes, ['irot', 'imir', ICC]);
}

/** HEIC: see {@link readIso}. The one browser engine that decodes it turns it as well. */
export function readHeic(bytes: Bytes): PhotoFile {
  return readIso(bytes, [ICC]);
}

/**
 * ISO base media with the items and properties of ISO 23008-12. The largest `ispe` property is the whole picture, others
 * are its tiles or thumbnails; the main item's `irot` and `imir` say how it is turned, EXIF does not count.
 * @param taken properties that no item keeps in the plain file
 */
function readIso(bytes: Bytes, taken: readonly string[]): PhotoFile {
  const top = boxes(viewOf(bytes), 0, bytes.length);
  const meta = top.find(({ type }) => type === 'meta');
  const facts = meta && plainMeta(bytes.slice(meta.start, meta.end), taken);
  return {
    width: facts?.width ?? 0,
    height: facts?.height ?? 0,
    animated: latin1(bytes.subarray(8, 12)) === 'avis',
    orientation: facts?.orientation ?? 1,
    pixels: (decode) =>
      decode(
        facts
          ? joined(bytes.subarray(0, meta.start), facts.plain, bytes.subarray(meta.end))
          : bytes,
      ),
    ending: () => (top.every(({ end }) => end <= bytes.length) ? 'whole' : 'cut'),
  };
}

/** The boxes between two offsets. */
function boxes(view: DataView, start: number, end: number): Box[] {
  const found: Box[] = [];
  for (let at = start; at + 8 <= end; at = found[found.length - 1].end) {
    const short = view.getUint32(at);
    // 0: to the end of the file; 1: a 64-bit length follows.
    const length = short === 0 ? end - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (length < 8) break;
    const type = latin1(new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    found.push({ type, start: at, content: at + (short === 1 ? 16 : 8), end: at + length });
  }
  return found;
}

/** Reads the `meta` box and makes it plain in place: turns are taken from the items, colours declared as sRGB. */
function plainMeta(meta: Bytes, taken: readonly string[]) {
  const view = viewOf(meta);
  const within = (parents: readonly Box[], skip = 0) =>
    parents.flatMap(({ content, end }) => boxes(view, content + skip, Math.min(end, meta.length)));
  const parts = within(boxes(view, 0, meta.length), FULL);
  const only = (list: readonly Box[], type: string) => list.filter((box) => box.type === type);
  const iprp = within(only(parts, 'iprp'));
  const properties = within(only(iprp, 'ipco')).map((box) => ({ ...box, name: nameOf(view, box) }));
  const main = only(parts, 'pitm').map(({ content }) => itemId(view, content, content + FULL))[0];
  let quarters = 0;
  let mirror: number | null = null;
  for (const { item, property, forget } of only(iprp, 'ipma').flatMap((b) => links(view, b))) {
    const box = properties.at(property - 1);
    if (property === 0 || box === undefined || !taken.includes(box.name)) continue;
    if (item === main && box.name === 'irot') quarters = view.getUint8(box.content) & 3;
    if (item === main && box.name === 'imir') mirror = view.getUint8(box.content) & 1;
    forget();
  }
  for (const { name, content } of properties) {
    if (name !== 'nclx') continue;
    view.setUint16(content + 4, SRGB.primaries);
    view.setUint16(content + 6, SRGB.transfer);
  }
  const [size] = only(properties, 'ispe')
    .map(({ content }) => ({
      width: view.getUint32(content + FULL),
      height: view.getUint32(content + FULL + 4),
    }))
    .sort((a, b) => b.width * b.height - a.width * a.height);
  return {
    ...size,
    // Mirrored left to right is half a turn and mirrored top to bottom.
    orientation: mirror === null ? TURNED[quarters] : MIRRORED[(quarters + 2 * mirror) % 4],
    plain: meta,
  };
}

/** A property's type; of colours, the kind of their description. */
function nameOf(view: DataView, { type, content }: Box): string {
  if (type !== 'colr') return type;
  const kind = latin1(new Uint8Array(view.buffer, view.byteOffset + content, 4));
  return kind === 'nclx' ? kind : ICC;
}

/** An item's number at `at`, short in version 0 of the box whose version is at `box`. */
function itemId(view: DataView, box: number, at: number): number {
  return view.getUint8(box) === 0 ? view.getUint16(at) : view.getUint32(at);
}

interface Link {
  readonly item: number;
  /** Place among the properties, from 1; 0 is none. */
  readonly property: number;
  /** Unties the two. */
  readonly forget: () => void;
}

/** Which item has which property. */
function links(view: DataView, { content }: Box): Link[] {
  const found: Link[] = [];
  const wide = (view.getUint8(content + 3) & 1) !== 0;
  const itemBytes = view.getUint8(content) === 0 ? 2 : 4;
  let at = content + FULL + 4;
  for (let left = view.getUint32(content + FULL); left > 0; left--) {
    const item = itemId(view, content, at);
    const count = view.getUint8(at + itemBytes);
    at += itemBytes + 1;
    for (let i = 0; i < count; i++, at += wide ? 2 : 1) {
      const place = at;
      found.push(
        wide
          ? {
              item,
              property: view.getUint16(at) & 0x7fff,
              forget: () => view.setUint16(place, 0),
            }
          : { item, property: view.getUint8(at) & 0x7f, forget: () => view.setUint8(place, 0) },
      );
    }
  }
  return found;
}
