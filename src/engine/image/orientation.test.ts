import { describe, expect, test } from 'vitest';
import { ascii, joined } from './bytes.ts';
import { orientationOf, upright, type Orientation } from './orientation.ts';

const bigEndian = (type: number, ...value: number[]) =>
  Uint8Array.of(...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, type, 0, 0, 0, 1], ...value);
const exif = bigEndian(3, 0, 6, 0, 0);
const littleEndian = Uint8Array.of(
  ...[0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0],
  ...[0x0f, 1, 2, 0, 4, 0, 0, 0, 65, 66, 67, 0], // the camera's maker comes first
  ...[0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0],
);

describe('the orientation in metadata', () => {
  test.each<[string, Uint8Array | null, Uint8Array | null, Orientation]>([
    ['EXIF', exif, null, 6],
    ['EXIF with its prefix', joined(ascii('Exif\0\0'), exif), null, 6],
    ['EXIF with its prefix twice', joined(ascii('Exif\0\0Exif\0\0'), exif), null, 6],
    ['EXIF, low bytes first', littleEndian, null, 8],
    ['EXIF as a byte', bigEndian(1, 3, 0, 0, 0), null, 3],
    ['EXIF as a long number', bigEndian(4, 0, 0, 0, 5), null, 5],
    ['XMP as an attribute', null, ascii('<x tiff:Orientation="6"/>'), 6],
    ['XMP as an element', null, ascii('<tiff:Orientation>3</tiff:Orientation>'), 3],
    ['XMP where EXIF does not say', bigEndian(2, 0, 6, 0, 0), ascii('tiff:Orientation="8"'), 8],
    ['EXIF rather than XMP', exif, ascii('tiff:Orientation="8"'), 6],
    ['nothing', null, null, 1],
    ['0', bigEndian(3, 0, 0, 0, 0), null, 1],
    ['9', bigEndian(3, 0, 9, 0, 0), null, 1],
    ['0 in EXIF, whatever XMP says', bigEndian(3, 0, 0, 0, 0), ascii('tiff:Orientation="8"'), 1],
    ['no EXIF', ascii('none at all'), null, 1],
    ['empty EXIF', new Uint8Array(), null, 1],
    ['a directory beyond the end', Uint8Array.of(0x4d, 0x4d, 0, 42, 9, 9, 9, 9), null, 1],
    ['EXIF cut in its entry', exif.subarray(0, 20), null, 1],
  ])('%s', (_, inExif, inXmp, expected) => {
    expect(orientationOf(inExif, inXmp)).toBe(expected);
  });
});

/** By Pillow's `ImageOps.exif_transpose` of rows 1 2 3, 4 5 6. */
const UPRIGHT: Record<Orientation, number[][]> = {
  1: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  2: [
    [3, 2, 1],
    [6, 5, 4],
  ],
  3: [
    [6, 5, 4],
    [3, 2, 1],
  ],
  4: [
    [4, 5, 6],
    [1, 2, 3],
  ],
  5: [
    [1, 4],
    [2, 5],
    [3, 6],
  ],
  6: [
    [4, 1],
    [5, 2],
    [6, 3],
  ],
  7: [
    [6, 3],
    [5, 2],
    [4, 1],
  ],
  8: [
    [3, 6],
    [2, 5],
    [1, 4],
  ],
};

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('orientation %d is turned upright', (orientation) => {
  const data = Uint8ClampedArray.from([1, 2, 3, 4, 5, 6].flatMap((v) => [v, 10 + v, 20 + v, 255]));
  const turned = upright({ width: 3, height: 2, data }, orientation);
  const rows = UPRIGHT[orientation];
  expect([turned.width, turned.height]).toEqual([rows[0].length, rows.length]);
  expect([...turned.data]).toEqual(rows.flat().flatMap((v) => [v, 10 + v, 20 + v, 255]));
});
