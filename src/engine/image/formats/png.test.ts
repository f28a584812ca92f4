import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodePng, type PngParts } from '../../../testing/png.ts';
import { pngWithOrientation } from '../../../testing/with-orientation.ts';
import { ascii, type Bytes } from '../bytes.ts';
import { readPng } from './png.ts';

const undecoded = () => Promise.reject(new Error('PNG is decoded here'));
const pixelsOf = async (file: Bytes) => (await readPng(file)?.pixels(undecoded))?.data ?? [];

/** By libpng, 16 bits cut to their upper 8. */
async function expected(file: Bytes): Promise<Buffer> {
  return sharp(file, { ignoreIcc: true }).toColourspace('srgb').ensureAlpha().raw().toBuffer();
}

const noise = (count: number) => Array.from({ length: count }, (_, i) => (i * i * 7 + i) & 255);

const [WIDTH, HEIGHT] = [13, 9];
const PALETTE = ['PLTE', noise(3 * 16)] as const;
const ROW_BYTES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function parts(colourType: number, bitDepth: number, chunks: PngParts['chunks'] = []): PngParts {
  const length = Math.ceil((WIDTH * bitDepth * ROW_BYTES[colourType]) / 8);
  const values = noise(length * HEIGHT);
  // A palette of 16 colours has no more.
  const samples = colourType === 3 && bitDepth === 8 ? values.map((v) => v & 15) : values;
  const rows = Array.from({ length: HEIGHT }, (_, y) =>
    samples.slice(y * length, (y + 1) * length),
  );
  return { width: WIDTH, height: HEIGHT, bitDepth, colourType, rows, chunks };
}

describe('the pixels of a PNG are those of libpng', () => {
  test.each<[string, PngParts]>([
    ...[1, 2, 4, 8, 16].map((depth): [string, PngParts] => [`grey, ${depth}`, parts(0, depth)]),
    ...[8, 16].map((depth): [string, PngParts] => [`RGB, ${depth}`, parts(2, depth)]),
    ...[1, 2, 4, 8].map((depth): [string, PngParts] => [
      `palette, ${depth}`,
      parts(3, depth, [PALETTE]),
    ]),
    ['palette with alpha', parts(3, 4, [PALETTE, ['tRNS', [0, 90, 255, 200]]])],
    ['grey with a clear shade', parts(0, 8, [['tRNS', [0, 8]]])],
    ['RGB with a clear colour', parts(2, 8, [['tRNS', [0, 0, 0, 8, 0, 30]]])],
    ...[8, 16].map((depth): [string, PngParts] => [`grey and alpha, ${depth}`, parts(4, depth)]),
    ...[8, 16].map((depth): [string, PngParts] => [`RGBA, ${depth}`, parts(6, depth)]),
  ])('%s bits', async (_, given) => {
    const file = await encodePng(given);
    expect([...(await pixelsOf(file))]).toEqual([...(await expected(file))]);
  });

  const picture = sharp(Uint8Array.from(noise(37 * 21 * 4)), {
    raw: { width: 37, height: 21, channels: 4 },
  });
  // A slope makes the encoder choose every filter there is.
  const slope = sharp(
    Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => ((i % 192) + (i >> 7) * 3 + (i % 7)) & 255),
    { raw: { width: 64, height: 64, channels: 3 } },
  );
  test.each([
    ['interlaced', () => picture.clone().png({ progressive: true })],
    [
      'interlaced, smaller than its passes',
      () => picture.clone().resize(3, 2).png({ progressive: true }),
    ],
    ['filtered', () => slope.clone().png({ adaptiveFiltering: true })],
    ['with a palette', () => slope.clone().png({ palette: true, colours: 50 })],
  ])('%s', async (_, make) => {
    const file = new Uint8Array(await make().toBuffer());
    expect(Buffer.from(await pixelsOf(file)).equals(await expected(file))).toBe(true);
  });

  test('whatever is said of their colours', async () => {
    const given = parts(2, 8);
    const names = ['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'acTL', 'fcTL'];
    const chunks = names.map((name) => [name, [0, 0, 0, 1]] as const);
    const file = await encodePng({ ...given, chunks, laterChunks: [['fdAT', [0, 0, 0, 1]]] });
    expect(await pixelsOf(file)).toEqual(await pixelsOf(await encodePng(given)));
  });
});

describe('a PNG', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'tells of orientation %d before or behind its pixels',
    async (o) => {
      const file = await encodePng(parts(0, 8));
      expect(readPng(pngWithOrientation(file, o))?.orientation).toBe(o);
      expect(readPng(pngWithOrientation(file, o, true))?.orientation).toBe(o);
    },
  );

  test('tells of its orientation in XMP', async () => {
    const xmp = ascii('XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation="6"/>');
    const file = await encodePng(parts(0, 8, [['iTXt', [...xmp]]]));
    expect(readPng(file)?.orientation).toBe(6);
  });

  test('that has its end mark but not all its rows is damaged', async () => {
    const { rows, ...rest } = parts(0, 8);
    const file = await encodePng({ ...rest, rows: rows.slice(0, -1) });
    expect(readPng(file)?.ending()).toBe('damaged');
  });

  test('with one wrong bit in its pixels is damaged', async () => {
    const file = await encodePng(parts(6, 8));
    file[file.length - 30] ^= 4;
    expect(readPng(file)?.ending()).toBe('damaged');
  });

  test('whose stream is longer than its rows is whole', async () => {
    const given = parts(0, 8);
    const file = await encodePng({ ...given, rows: [...given.rows, ...given.rows] });
    expect(readPng(file)?.ending()).toBe('whole');
    expect(await pixelsOf(file)).toEqual(await pixelsOf(await encodePng(given)));
  });

  test.each([
    [2, 4],
    [3, 16],
    [5, 8],
    [0, 3],
  ])('of colour type %d has no samples of %d bits', async (colourType, bitDepth) => {
    const given = { width: 1, height: 1, rows: [[1, 2, 3, 4]], colourType, bitDepth };
    expect(readPng(await encodePng(given))).toBeNull();
  });
});
