import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readFixture } from '../../testing/fixtures.ts';
import { encodePng } from '../../testing/png.ts';
import { ascii, joined, type Bytes } from './bytes.ts';
import type { Orientation } from './orientation.ts';
import type { PhotoFile } from './formats/photo-file.ts';
import { readPhotoFile, type PhotoKind } from './photo-file.ts';
import { sniff } from './sniff.ts';

const bytes = (...parts: (string | readonly number[] | Uint8Array)[]) =>
  joined(...parts.map((part) => (typeof part === 'string' ? ascii(part) : Uint8Array.from(part))));
const zeros = (count: number) => new Uint8Array(count);
const le16 = (value: number) => [value & 255, value >> 8];
const le32 = (value: number) => [...le16(value & 0xffff), ...le16(value >>> 16)];
const be16 = (value: number) => le16(value).reverse();
const be32 = (value: number) => le32(value).reverse();
const box = (type: string, content: Uint8Array) => bytes(be32(content.length + 8), type, content);
const riff = (...body: (string | number[])[]) => {
  const content = bytes('WEBP', ...body);
  return bytes('RIFF', le32(content.length), content);
};
const frame = bytes([0x2c], zeros(4), le16(5), le16(4), [0, 2, 1, 0x44, 0]);
const ispe = (width: number, height: number) =>
  box('ispe', bytes(zeros(4), be32(width), be32(height)));
const avif = bytes(
  box('ftyp', ascii('avif\0\0\0\0mif1')),
  box('meta', bytes(zeros(4), box('iprp', box('ipco', bytes(ispe(64, 64), ispe(300, 200)))))),
  box('mdat', Uint8Array.of(1, 2, 3)),
);
const bmp = (height: number) =>
  bytes('BM', zeros(8), le32(54), le32(40), le32(3), le32(height), [1, 0, 24, 0], zeros(24));

describe('sizes are read without decoding', () => {
  test.each<[string, PhotoKind, Bytes, object, string]>([
    [
      'progressive JPEG with a thumbnail and a restart',
      'jpeg',
      bytes(
        [0xff, 0xd8],
        [0xff, 0xe1, 0, 10, 0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0],
        [0xff, 0xc2, 0, 11, 8, ...be16(600), ...be16(800), 1, 1, 0x11, 0],
        [0xff, 0xda, 0, 2, 1, 0xff, 0, 2, 0xff, 0xd0, 3],
        [0xff, 0xd9],
      ),
      { width: 800, height: 600 },
      'whole',
    ],
    [
      'GIF of two frames',
      'gif',
      bytes('GIF89a', le16(5), le16(4), zeros(3), frame, frame, [0x3b]),
      { width: 5, height: 4, animated: true },
      'whole',
    ],
    [
      'GIF whose first frame is larger than its screen',
      'gif',
      bytes('GIF89a', le16(2), le16(2), zeros(3), frame),
      { width: 5, height: 4, animated: false },
      'unmarked',
    ],
    [
      'WebP, extended and animated',
      'webp',
      riff(
        ...['VP8X', le32(10), [2, 0, 0, 0], [0xff, 0, 0], [0x0f, 1, 0]],
        ...['ANMF', le32(0), 'ANMF', le32(0)],
      ),
      { width: 256, height: 272, animated: true },
      'whole',
    ],
    [
      'WebP, lossless',
      'webp',
      riff('VP8L', le32(5), [0x2f], le32(299 | (199 << 14))),
      { width: 300, height: 200 },
      'whole',
    ],
    [
      'WebP, lossy',
      'webp',
      riff('VP8 ', le32(10), [0, 0, 0, 0x9d, 1, 0x2a], le16(300), le16(200)),
      { width: 300, height: 200 },
      'whole',
    ],
    ['BMP', 'bmp', bytes(bmp(2), zeros(24)), { width: 3, height: 2 }, 'whole'],
    ['BMP from the top down, cut', 'bmp', bmp(-2), { width: 3, height: 2 }, 'cut'],
    ['AVIF of tiles', 'avif', avif, { width: 300, height: 200, animated: false }, 'whole'],
    ['AVIF, cut', 'avif', avif.slice(0, -1), { width: 300, height: 200 }, 'cut'],
  ])('%s', (_, kind, file, expected, ending) => {
    expect(sniff(file)).toBe(kind);
    const photo = readPhotoFile(kind, file);
    expect(photo).toMatchObject(expected);
    expect(photo?.ending()).toBe(ending);
  });

  test('PNG, plain and animated, and cut in its header', async () => {
    const shape = { width: 2, height: 1, bitDepth: 8, colourType: 0, rows: [[1, 2]] };
    const png = await encodePng(shape);
    expect(readPhotoFile('png', png)).toMatchObject({ width: 2, height: 1, animated: false });
    const animated = await encodePng({ ...shape, chunks: [['acTL', [0, 0, 0, 2, 0, 0, 0, 0]]] });
    expect(readPhotoFile('png', animated)).toMatchObject({ animated: true });
    expect(readPhotoFile('png', png.slice(0, 20))).toBeNull();
  });
});

/** A picture with detail everywhere. */
const WIDTH = 61;
const HEIGHT = 45;
const picture = sharp(
  Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => (i * i * 7 + (i >> 3) * 31) & 255),
  { raw: { width: WIDTH, height: HEIGHT, channels: 3 } },
);
const encoded = async (image: ReturnType<typeof picture.clone>) =>
  new Uint8Array(await image.toBuffer());
/** What a decoder is given. */
async function plainOf(photo: PhotoFile | null): Promise<Bytes> {
  let given: Bytes = new Uint8Array();
  await photo?.pixels((plain) => {
    given = plain;
    return Promise.resolve({ width: 1, height: 1, data: new Uint8ClampedArray(4) });
  });
  return given;
}
/** RGBA as stored, whoever decodes it. */
async function storedIn(photo: PhotoFile | null): Promise<Buffer> {
  const pixels = await photo?.pixels(async (plain) => {
    const data = new Uint8ClampedArray(await pixelsOf(plain));
    return { width: photo.width, height: photo.height, data };
  });
  return Buffer.from(pixels?.data ?? []);
}
const pixelsOf = (file: Uint8Array) =>
  sharp(file, { failOn: 'error' }).ensureAlpha().raw().toBuffer();

const FILES: readonly [string, PhotoKind, () => Promise<Bytes>][] = [
  ['JPEG', 'jpeg', () => encoded(picture.clone().jpeg({ quality: 70 }))],
  [
    'JPEG, each colour in full',
    'jpeg',
    () => encoded(picture.clone().jpeg({ quality: 30, chromaSubsampling: '4:4:4' })),
  ],
  ['grey JPEG', 'jpeg', () => encoded(picture.clone().greyscale().jpeg())],
  ['JPEG with restarts', 'jpeg', () => readFixture('photos/restarts.jpg')],
  ['PNG', 'png', () => encoded(picture.clone().png())],
  ['interlaced PNG', 'png', () => encoded(picture.clone().png({ progressive: true }))],
  ['PNG with a palette', 'png', () => encoded(picture.clone().png({ palette: true, colours: 9 }))],
  ['lossy WebP', 'webp', () => encoded(picture.clone().webp())],
  ['lossless WebP', 'webp', () => encoded(picture.clone().webp({ lossless: true }))],
  [
    'WebP with metadata behind its pixels',
    'webp',
    () => encoded(picture.clone().webp().withMetadata({ orientation: 6 })),
  ],
  ['GIF', 'gif', () => encoded(picture.clone().gif())],
];

describe('a file that is cut anywhere', () => {
  test.each(FILES)('%s: is refused, or has every pixel', async (_, kind, make) => {
    const whole = await make();
    const photo = readPhotoFile(kind, whole);
    expect(photo?.ending()).toBe('whole');
    const expected = await storedIn(photo);
    expect(expected.equals(await pixelsOf(whole))).toBe(true);
    let [opened, refused] = [0, 0];
    for (let length = whole.length - 1; length > 0; length -= length > whole.length - 40 ? 1 : 61) {
      const cut = readPhotoFile(kind, whole.slice(0, length));
      const ending = cut?.ending();
      if (cut === null || ending === 'cut') {
        refused++;
        continue;
      }
      opened++;
      expect(ending).toBe('unmarked');
      expect((await storedIn(cut)).equals(expected)).toBe(true);
    }
    // What lacks its end mark alone is opened; lossy WebP has none.
    if (kind !== 'webp') expect(opened).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(10);
  });

  test('a progressive JPEG is refused until its first scans are there, then coarse', async () => {
    const whole = await encoded(picture.clone().jpeg({ progressive: true }));
    const endings: (string | undefined)[] = [];
    for (let length = 2; length < whole.length - 1; length += 25) {
      const photo = readPhotoFile('jpeg', whole.slice(0, length));
      endings.push(photo?.ending());
      if (photo && endings.at(-1) === 'coarse')
        expect(await storedIn(photo)).toHaveLength(WIDTH * HEIGHT * 4);
    }
    expect([...new Set(endings)]).toEqual([undefined, 'cut', 'coarse']);
    expect(readPhotoFile('jpeg', whole)?.ending()).toBe('whole');
  });

  test('zeros in the place of the rest change nothing', async () => {
    for (const [, kind, make] of FILES.slice(0, 7)) {
      const whole = await make();
      const file = bytes(whole.slice(0, whole.length / 2), zeros(whole.length / 2));
      expect(readPhotoFile(kind, file)?.ending()).toMatch(/cut|damaged/);
    }
  });

  test('AVIF', async () => {
    const whole = await readFixture('photos/orientation-1.avif');
    for (let length = whole.length - 1; length > 300; length -= 13)
      expect(readPhotoFile('avif', whole.slice(0, length))?.ending()).toBe('cut');
  });

  test('a JPEG that lacks only its end mark gets it', async () => {
    const file = readPhotoFile('jpeg', await readFixture('cases/no-eoi.jpg'));
    expect(file?.ending()).toBe('unmarked');
    expect([...(await plainOf(file)).slice(-2)]).toEqual([0xff, 0xd9]);
  });

  test('a PNG with its end mark but not all its rows is damaged', async () => {
    const short = { width: 3, height: 4, bitDepth: 8, colourType: 0, rows: [[1, 2, 3]] };
    expect(readPhotoFile('png', await encodePng(short))?.ending()).toBe('damaged');
  });
});

const WITH_METADATA = [
  ['jpeg', () => picture.clone().jpeg()],
  ['webp', () => picture.clone().webp()],
] as const;

describe('a plain file', () => {
  test.each(WITH_METADATA)('of %s has neither orientation nor profile', async (kind, make) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as Orientation[]) {
      const file = await encoded(
        make().withIccProfile('p3', { attach: true }).withMetadata({ orientation }),
      );
      expect(await sharp(file).metadata()).toMatchObject({ orientation, hasProfile: true });
      const photo = readPhotoFile(kind, file);
      expect(photo).toMatchObject({ width: WIDTH, height: HEIGHT, orientation });
      const plain = await plainOf(photo);
      const { orientation: left, exif, icc, xmp, width, height } = await sharp(plain).metadata();
      expect({ left, exif, icc, xmp, width, height }).toEqual({ width: WIDTH, height: HEIGHT });
      const stored = await sharp(file, { ignoreIcc: true }).ensureAlpha().raw().toBuffer();
      expect((await pixelsOf(plain)).equals(stored)).toBe(true);
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('of AVIF is not turned by %d', async (turn) => {
    const file = await readFixture(`photos/orientation-${turn}.avif`);
    const photo = readPhotoFile('avif', file);
    expect(photo).toMatchObject({ width: 64, height: 32, orientation: turn });
    const plain = await readFixture('photos/orientation-1.avif');
    expect((await storedIn(photo)).equals(await pixelsOf(plain))).toBe(true);
  });

  test('of WebP promises only what it has', async () => {
    const file = await encoded(picture.clone().webp().withMetadata({ orientation: 6 }));
    const plain = await plainOf(readPhotoFile('webp', file));
    expect(plain.length).toBe(8 + new DataView(plain.buffer).getUint32(4, true));
    expect(plain[20]).toBe(0);
  });

  test('of an animation has its first frame alone', async () => {
    const frames = picture.clone().resize(40, 40, { fit: 'fill' });
    const strip = sharp(await frames.clone().extend({ bottom: 40 }).raw().toBuffer(), {
      raw: { width: 40, height: 80, channels: 3, pageHeight: 40 },
    });
    for (const [kind, file] of [
      ['gif', await encoded(strip.clone().gif())],
      ['webp', await encoded(strip.clone().webp({ lossless: true }))],
    ] as const) {
      expect((await sharp(file).metadata()).pages).toBe(2);
      const photo = readPhotoFile(kind, file);
      expect(photo).toMatchObject({ width: 40, height: 40, animated: true });
      const plain = await plainOf(photo);
      expect((await sharp(plain).metadata()).pages ?? 1).toBe(1);
      expect((await pixelsOf(plain)).equals(await pixelsOf(file))).toBe(true);
    }
  });

  test('of BMP is declared as sRGB', async () => {
    const v4 = bytes('BM', zeros(8), le32(122), le32(108), le32(1), le32(1), [1, 0, 24, 0]);
    const file = bytes(v4, zeros(122 - v4.length), zeros(4));
    const plain = await plainOf(readPhotoFile('bmp', file));
    expect(String.fromCharCode(...plain.slice(70, 74))).toBe('BGRs');
    expect(plain).toHaveLength(file.length);
  });

  test('of AVIF has sRGB colours, its matrix kept', async () => {
    const nclx = box('colr', bytes('nclx', be16(12), be16(16), be16(6), [0x80]));
    const profile = box('colr', bytes('prof', zeros(20)));
    const ipma = box('ipma', bytes(zeros(4), be32(1), be16(1), [3, 1, 2, 0x83]));
    const properties = box('ipco', bytes(ispe(9, 9), nclx, profile));
    const meta = bytes(
      zeros(4),
      box('pitm', bytes(zeros(4), be16(1))),
      box('iprp', bytes(properties, ipma)),
    );
    const file = bytes(box('ftyp', ascii('avif\0\0\0\0mif1')), box('meta', meta));
    const plain = await plainOf(readPhotoFile('avif', file));
    expect(plain).toHaveLength(file.length);
    const text = String.fromCharCode(...plain);
    expect(text).toContain(String.fromCharCode(...ascii('nclx'), 0, 1, 0, 13, 0, 6, 0x80));
    expect(text.endsWith(String.fromCharCode(3, 1, 2, 0))).toBe(true);
  });
});
