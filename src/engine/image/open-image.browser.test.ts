import { describe, expect, test } from 'vitest';
import { blobSource } from '../../checkpoint/byte-source.ts';
import { readSafetensors } from '../../checkpoint/safetensors.ts';
import { evaluationCrop } from '../../math/resample.ts';
import { expectClose } from '../../testing/close.ts';
import { readFixture } from '../../testing/fixtures.ts';
import { quarters } from '../../testing/photo.ts';
import { encodePng, type PngParts } from '../../testing/png.ts';
import {
  jpegWithOrientation,
  pngWithOrientation,
  webpWithOrientation,
} from '../../testing/with-orientation.ts';
import type { Pixels } from '../port.ts';
import { openImage } from './open-image.ts';
import { viewOf } from './view.ts';

type Colour = readonly [number, number, number];

/** 16×16, red left and blue right, in ink colours. */
const CMYK_JPEG =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABcAAAMBAAAAAAAAAAAAAAAAAAAJCgj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AGplVFVGpphGoFVAU9svpVwmEagVUB//2Q==';
/** The same picture. */
const AVIF =
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACcAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABAAAAAQAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAvbWRhdBIACgg4DP/aQENBpDIZRICQ0qAAPIABAKJL7l0dfFCsPmozYbn5GA==';
/** The same picture in Display P3, whose numbers for sRGB's red are (234, 51, 35). */
const P3_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAABP2lDQ1BpY2MAABiVfZC/SwJxGMY/l5V1WBA5Fhyh0FAQOdRSgRcFQRFqoDadp2agctz3wuZqqiVqibamGiJoaGjSsTEIHCv8AxoKaujHxVcHLahneT88PC/vywPKY94siHYNCkXHjsyHtXgiqXlrePDTTS+DhimsxehcDEAYJWE6dp4feq2iyHk3mjOK6a3amb23O/MWnL4+eApUL/hfajojTOADCJiW7YCiAUMlx5I8C/jNnJEGJQ6M2PFEEpQd6a81+EhyqsHnku1YRAelAmhrLZxq4UJ+Q96Vkt/7MsWVKNAFDCBYJoT+R6azntHRGQPZ1+8eRDY03tjyhaHj3nVfguA9hM99130/cd2vJfAcQ8Xf3N9+gKmypKa3UIbLCVCvmt7wJPSpcLNpGbZRtzxAW3Ydnk+hJwH9t6CufgN5X15BavQKkAAAAAlwSFlzAAAD6AAAA+gBtXtSawAAAB1JREFUKJFjeGWshBUxMHzFjl6NalAaDSWGYZo0AJHvGhAMebYUAAAAAElFTkSuQmCC';

const utf8 = (text: string) => new TextEncoder().encode(text);
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const open = (...parts: BlobPart[]) => openImage({ blob: new Blob(parts) });

function colourAt({ width, data }: Pixels, x: number, y: number): number[] {
  return [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

function expectColour(actual: number[], [r, g, b]: Colour, tolerance = 0): void {
  expectClose(actual, [r, g, b, 255], tolerance);
}

const RED: Colour = [255, 0, 0];
const GREEN: Colour = [0, 255, 0];
const BLUE: Colour = [0, 0, 255];
const WHITE: Colour = [255, 255, 255];

describe('decoding and cropping together equal PIL and torchvision', () => {
  test.each([
    'landscape-451x300',
    'landscape-600x400',
    'landscape-640x427',
    'large-1600x1203',
    'noise-37x301',
    'portrait-448x671',
    'upscale-90x61',
  ])('%s', async (name) => {
    const { pixels, notes } = await open(await readFixture(`preprocess/${name}.png`));
    expect(notes).toEqual([]);
    expect(name).toContain(`${pixels.width}x${pixels.height}`);
    const file = new Blob([await readFixture(`preprocess/${name}.safetensors`)]);
    const golden = await readSafetensors(blobSource(file));
    for (const size of [224, 128, 64]) {
      const rule = { resizeShorterSide: Math.trunc((size * 256) / 224), centreCrop: size };
      expectClose(evaluationCrop(pixels, rule), golden.get(`crop_${size}`)?.data ?? [], 0);
    }
  });
});

describe('whatever says how a photo is turned, it is turned once', () => {
  const size = { width: 64, height: 32 };
  const containers: [string, (orientation: number) => Promise<Uint8Array<ArrayBuffer>>][] = [
    ['JPEG', async (o) => jpegWithOrientation(await quarters('image/jpeg'), o)],
    ['PNG', async (o) => pngWithOrientation(await quarters('image/png'), o)],
    ['PNG, told at its end', async (o) => pngWithOrientation(await quarters('image/png'), o, true)],
    ['WebP', async (o) => webpWithOrientation(await quarters('image/webp'), o, size)],
    ['AVIF', (o) => readFixture(`photos/orientation-${o}.avif`)],
  ];
  const turns = [
    [1, RED, GREEN, BLUE, WHITE],
    [2, GREEN, RED, WHITE, BLUE],
    [3, WHITE, BLUE, GREEN, RED],
    [4, BLUE, WHITE, RED, GREEN],
    [5, RED, BLUE, GREEN, WHITE],
    [6, BLUE, RED, WHITE, GREEN],
    [7, WHITE, GREEN, BLUE, RED],
    [8, GREEN, WHITE, RED, BLUE],
  ] as const;
  describe.each(containers)('%s', (_, make) => {
    test.each(turns)('orientation %d', async (orientation, ...corners) => {
      const { pixels, notes } = await open(await make(orientation));
      expect(notes).toEqual([]);
      expect([pixels.width, pixels.height]).toEqual(orientation > 4 ? [32, 64] : [64, 32]);
      corners.forEach((colour, i) => {
        const x = i % 2 === 0 ? 3 : pixels.width - 4;
        const y = i < 2 ? 3 : pixels.height - 4;
        expectColour(colourAt(pixels, x, y), colour, 8);
      });
    });
  });
});

describe('kinds of photo', () => {
  test.each(['image/jpeg', 'image/png', 'image/webp'])('%s', async (type) => {
    const { pixels, notes } = await open(await quarters(type));
    expect(notes).toEqual([]);
    expectColour(colourAt(pixels, 8, 8), RED, 6);
    expectColour(colourAt(pixels, 56, 8), GREEN, 6);
    expectColour(colourAt(pixels, 8, 24), BLUE, 6);
  });

  test('AVIF', async () => {
    const { pixels } = await open(fromBase64(AVIF));
    expectColour(colourAt(pixels, 2, 8), RED, 12);
    expectColour(colourAt(pixels, 13, 8), BLUE, 12);
  });

  test('CMYK JPEG', async () => {
    const { pixels } = await open(fromBase64(CMYK_JPEG));
    const [red, green, blue] = colourAt(pixels, 2, 8);
    expect(red).toBeGreaterThan(Math.max(green, blue) + 100);
    expect(colourAt(pixels, 13, 8)[2]).toBeGreaterThan(colourAt(pixels, 13, 8)[0] + 80);
  });

  test('a Display P3 profile is ignored, as in training', async () => {
    const { pixels } = await open(fromBase64(P3_PNG));
    expectColour(colourAt(pixels, 2, 8), [234, 51, 35], 1);
  });

  const png = (parts: Omit<PngParts, 'width' | 'height'>) =>
    encodePng({ width: 2, height: 1, ...parts });
  const PALETTE = [...RED, ...BLUE];
  /** 2×1 pixels at (0, 0) for a tenth of a second. */
  const frameControl = [0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0, 0];
  const TRANSPARENT = 'transparent';
  test.each<[string, Omit<PngParts, 'width' | 'height'>, Colour, Colour, string | null]>([
    ['grey', { bitDepth: 8, colourType: 0, rows: [[0, 128]] }, [0, 0, 0], [128, 128, 128], null],
    ['1 bit', { bitDepth: 1, colourType: 0, rows: [[0b01000000]] }, [0, 0, 0], WHITE, null],
    [
      '16 bits',
      { bitDepth: 16, colourType: 2, rows: [[255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]] },
      RED,
      BLUE,
      null,
    ],
    [
      'palette',
      { bitDepth: 8, colourType: 3, rows: [[0, 1]], chunks: [['PLTE', PALETTE]] },
      RED,
      BLUE,
      null,
    ],
    [
      'palette with a transparent entry',
      {
        bitDepth: 8,
        colourType: 3,
        rows: [[0, 1]],
        chunks: [
          ['PLTE', PALETTE],
          ['tRNS', [255, 0]],
        ],
      },
      RED,
      WHITE,
      TRANSPARENT,
    ],
    [
      'alpha',
      { bitDepth: 8, colourType: 6, rows: [[255, 0, 0, 255, 0, 0, 255, 51]] },
      RED,
      [204, 204, 255],
      TRANSPARENT,
    ],
    [
      'alpha without holes',
      { bitDepth: 8, colourType: 4, rows: [[9, 255, 7, 255]] },
      [9, 9, 9],
      [7, 7, 7],
      null,
    ],
    [
      'animated',
      {
        bitDepth: 8,
        colourType: 0,
        rows: [[1, 2]],
        chunks: [
          ['acTL', [0, 0, 0, 2, 0, 0, 0, 0]],
          ['fcTL', [0, 0, 0, 0, ...frameControl]],
        ],
        laterChunks: [
          ['fcTL', [0, 0, 0, 1, ...frameControl]],
          // Filter 0, then 3 and 4, as one stored zlib block.
          ['fdAT', [0, 0, 0, 2, 0x78, 1, 1, 3, 0, 0xfc, 0xff, 0, 3, 4, 0, 13, 0, 8]],
        ],
      },
      [1, 1, 1],
      [2, 2, 2],
      'first-frame',
    ],
  ])('PNG, %s', async (_, parts, left, right, note) => {
    const opened = await open(await png(parts));
    expectColour(colourAt(opened.pixels, 0, 0), left, 1);
    expectColour(colourAt(opened.pixels, 1, 0), right, 1);
    expect(opened.notes.map(({ code }) => code)).toEqual(note === null ? [] : [note]);
  });

  test('animated GIF: the first frame', async () => {
    const palette = [...RED, ...BLUE];
    const frame = (index: 0 | 1) => [
      ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0],
      ...[2, 2, index === 0 ? 0x44 : 0x4c, 1, 0],
    ];
    const gif = [
      ...utf8('GIF89a'),
      1,
      0,
      1,
      0,
      0x80,
      0,
      0,
      ...palette,
      ...frame(0),
      ...frame(1),
      0x3b,
    ];
    const { pixels, notes } = await open(Uint8Array.from(gif));
    expect(colourAt(pixels, 0, 0)).toEqual([...RED, 255]);
    expect(notes).toEqual([{ code: 'first-frame', params: {} }]);
  });
});

describe('odd shapes', () => {
  test.each([
    [1, 1],
    [1, 10_000],
    [10_000, 1],
    [3, 2500],
  ])('%d×%d is opened, cropped and shown', async (width, height) => {
    const rows = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => (x + y) % 251),
    );
    const png = await encodePng({ width, height, bitDepth: 8, colourType: 0, rows });
    const { pixels } = await open(png);
    expect([pixels.width, pixels.height]).toEqual([width, height]);
    expect(colourAt(pixels, width - 1, height - 1)[0]).toBe((width + height - 2) % 251);
    const rule = { resizeShorterSide: 73, centreCrop: 64 };
    expect(evaluationCrop(pixels, rule).length).toBe(64 * 64 * 3);
    expect(viewOf(pixels, rule)).toMatchObject({ width: 64, height: 64 });
  });

  test('the view is as fine as the photo, up to 512 pixels', async () => {
    const { pixels } = await open(await quarters('image/png', 900, 600));
    const fine = viewOf(pixels, { resizeShorterSide: 256, centreCrop: 224 });
    expect([fine.width, fine.height]).toEqual([512, 512]);
    const small = viewOf((await open(await quarters('image/png', 300, 200))).pixels, {
      resizeShorterSide: 64,
      centreCrop: 64,
    });
    expect([small.width, small.height]).toEqual([200, 200]);
    for (const view of [fine, small]) {
      expectColour(colourAt(view, 0, 0), RED);
      expectColour(colourAt(view, view.width - 1, view.width - 1), WHITE);
    }
  });
});
