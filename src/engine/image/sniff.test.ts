import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePng } from '../../testing/png.ts';
import { isPhotoKind, readHeader, type PhotoKind } from './header.ts';
import { sniff } from './sniff.ts';

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const join = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...ascii(part)] : part)));
const zeros = (count: number) => new Array<number>(count).fill(0);

describe('files are told apart by content', () => {
  test.each([
    ['jpeg', join([0xff, 0xd8, 0xff, 0xe0])],
    ['png', join([0x89], 'PNG\r\n\x1a\n')],
    ['gif', ascii('GIF89a')],
    ['webp', join('RIFF', zeros(4), 'WEBPVP8 ')],
    ['tiff', join('II*\0')],
    ['jxl', join([0xff, 0x0a])],
    ['bmp', join('BM', zeros(12), [40, 0, 0, 0])],
    ['avif', join([0, 0, 0, 20], 'ftypmif1', zeros(4), 'avif')],
    ['heic', join([0, 0, 0, 20], 'ftypheic', zeros(4), 'mif1')],
    ['video', join([0, 0, 0, 20], 'ftypisom', zeros(4), 'mp42')],
    ['pdf', ascii('%PDF-1.7\n')],
    ['svg', utf8('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['svg', utf8('\uFEFF<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>')],
    ['svg', utf8('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]>')],
    ['html', utf8('\n<!doctype html><html>')],
    ['html', utf8('<html lang="en"><svg></svg>')],
    ['text', utf8('BMW builds cars. Größe, 熱')],
    ['text', utf8('{"json": true}')],
    ['unknown', join([1, 2, 3, 4])],
    ['unknown', ascii('\xfa\xfb\xfc')],
  ] as const)('%s', (kind, bytes) => {
    expect(sniff(bytes)).toBe(kind);
  });
});

const starts: readonly Uint8Array[] = [
  join([0xff, 0xd8, 0xff]),
  join([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR'),
  ascii('GIF89a'),
  join('RIFF', zeros(4), 'WEBPVP8X'),
  join('BM', zeros(12), [40, 0, 0, 0]),
  join([0, 0, 0, 20], 'ftypavif', zeros(8), [0, 0, 0, 60], 'meta', zeros(4)),
  utf8('<svg'),
  Uint8Array.of(),
];

test('no bytes make sniffing or header reading throw', () => {
  const tail = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(fc.constantFrom(...starts), tail, (start, rest) => {
      const bytes = new Uint8Array([...start, ...rest]);
      const kind = sniff(bytes);
      if (!isPhotoKind(kind)) return;
      const header = readHeader(kind, bytes);
      if (header === null) return;
      expect(header.width).toBeGreaterThan(0);
      expect(header.height).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});

const le16 = (value: number) => [value & 255, value >> 8];
const le32 = (value: number) => [...le16(value & 0xffff), ...le16(value >>> 16)];
const be32 = (value: number) => le32(value).reverse();
const be16 = (value: number) => le16(value).reverse();
const box = (type: string, content: Uint8Array) =>
  join(be32(content.length + 8), type, [...content]);
const frame = join([0x2c], zeros(4), le16(5), le16(4), [0, 2, 1, 0x44, 0]);
const sof = join([0xff, 0xc2, 0, 11, 8], be16(600), be16(800), [1, 0x11, 0, 0]);
const scan = [0xff, 0xda, 0, 2, 1, 0xff, 0, 2, 0xff, 0xd0, 3];
const ispe = (width: number, height: number) =>
  box('ispe', join(zeros(4), be32(width), be32(height)));

describe('sizes are read without decoding', () => {
  const avif = join(
    [...box('ftyp', ascii('avif\0\0\0\0mif1'))],
    [
      ...box(
        'meta',
        join(zeros(4), [...box('iprp', box('ipco', join([...ispe(64, 64)], [...ispe(300, 200)])))]),
      ),
    ],
    [...box('mdat', Uint8Array.of(1, 2, 3))],
  );
  const thumbnail = join([0xff, 0xe1, 0, 10, 0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0]);
  const bmp = (height: number) =>
    join('BM', zeros(8), le32(54), le32(40), le32(3), le32(height), [1, 0, 24, 0], zeros(24));
  const webp = (...body: (string | number[])[]) => {
    const content = join('WEBP', ...body);
    return join('RIFF', le32(content.length), [...content]);
  };
  const cases: [string, PhotoKind, Uint8Array<ArrayBuffer>, object][] = [
    [
      'progressive JPEG with a thumbnail and a restart',
      'jpeg',
      join([0xff, 0xd8], [...thumbnail], [...sof], scan, [0xff, 0xd9]),
      { width: 800, height: 600, complete: true },
    ],
    ['JPEG cut inside its scan', 'jpeg', join([0xff, 0xd8], [...sof], scan), { complete: false }],
    [
      'GIF of two frames',
      'gif',
      join('GIF89a', le16(5), le16(4), zeros(3), [...frame], [...frame], [0x3b]),
      { width: 5, height: 4, animated: true, complete: true },
    ],
    [
      'GIF of one frame, cut',
      'gif',
      join('GIF89a', le16(2), le16(2), zeros(3), [...frame]),
      { width: 5, height: 4, animated: false, complete: false },
    ],
    [
      'WebP, extended and animated',
      'webp',
      webp('VP8X', le32(10), [2, 0, 0, 0], [0xff, 0, 0], [0x0f, 1, 0]),
      { width: 256, height: 272, animated: true, complete: true },
    ],
    [
      'WebP, lossless',
      'webp',
      webp('VP8L', le32(5), [0x2f], le32(299 | (199 << 14))),
      { width: 300, height: 200, complete: true },
    ],
    [
      'WebP, lossy',
      'webp',
      webp('VP8 ', le32(10), [0, 0, 0, 0x9d, 1, 0x2a], le16(300), le16(200)),
      { width: 300, height: 200, complete: true },
    ],
    ['BMP', 'bmp', join([...bmp(2)], zeros(24)), { width: 3, height: 2, complete: true }],
    ['BMP from the top down, cut', 'bmp', bmp(-2), { width: 3, height: 2, complete: false }],
    ['AVIF of tiles', 'avif', avif, { width: 300, height: 200, complete: true, animated: false }],
    ['AVIF, cut', 'avif', avif.slice(0, -1), { width: 300, height: 200, complete: false }],
  ];
  test.each(cases)('%s', (_, kind, bytes, expected) => {
    expect(sniff(bytes)).toBe(kind);
    expect(readHeader(kind, bytes)).toMatchObject(expected);
  });

  test('PNG, whole, animated and cut', async () => {
    const shape = { width: 2, height: 1, bitDepth: 8, colourType: 0, rows: [[1, 2]] };
    const png = await encodePng(shape);
    expect(readHeader('png', png)).toEqual({
      width: 2,
      height: 1,
      animated: false,
      complete: true,
    });
    expect(readHeader('png', png.slice(0, -13))).toMatchObject({ complete: false });
    const animated = await encodePng({ ...shape, chunks: [['acTL', [0, 0, 0, 2, 0, 0, 0, 0]]] });
    expect(readHeader('png', animated)).toMatchObject({ animated: true });
    expect(readHeader('png', png.slice(0, 20))).toBeNull();
  });
});
