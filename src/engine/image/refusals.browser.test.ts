import { describe, expect, test } from 'vitest';
import { quarters } from '../../testing/photo.ts';
import { encodePng } from '../../testing/png.ts';
import { openImage } from './open-image.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('what is refused, with the sentence people read', () => {
  const shape = { width: 1, height: 2, bitDepth: 8, colourType: 0 };
  const hugePng = async () => {
    const parts = { width: 30_000, height: 30_000, bitDepth: 1, colourType: 0 };
    return encodePng({ ...parts, rows: [[1, 2, 3]] });
  };
  const longPng = async () => {
    const parts = { width: 70_000, height: 1, bitDepth: 1, colourType: 0 };
    return encodePng({ ...parts, rows: [new Array<number>(8750).fill(0)] });
  };
  const cut = async (type: string, keep: number) => (await quarters(type)).slice(0, keep);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg"><script>globalThis.svgScriptRan = true</script></svg>';
  const heic = Uint8Array.from([
    ...[0, 0, 0, 20, ...utf8('ftypheic'), 0, 0, 0, 0, ...utf8('mif1')],
    ...[0, 0, 0, 48, ...utf8('meta'), 0, 0, 0, 0, 0, 0, 0, 36, ...utf8('iprp')],
    ...[
      0,
      0,
      0,
      28,
      ...utf8('ipco'),
      0,
      0,
      0,
      20,
      ...utf8('ispe'),
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      9,
      0,
      0,
      0,
      9,
    ],
  ]);

  test.each<[string, () => BlobPart | Promise<BlobPart>, string, string]>([
    ['empty', () => '', 'empty', 'The file is empty. Choose another photo.'],
    [
      'SVG with a script',
      () => svg,
      'svg',
      'This is an SVG drawing, which can contain programs and is not opened. Save it as a PNG and open that.',
    ],
    [
      'HTML',
      () => '<!doctype html><title>404</title>',
      'not-an-image',
      'This is a web page, not a photo. Save the picture itself and open that file.',
    ],
    [
      'PDF',
      () => '%PDF-1.7\n',
      'not-an-image',
      'This is a PDF document, not a photo. Save its picture as a JPEG or PNG and open that.',
    ],
    [
      'text',
      () => 'hello',
      'not-an-image',
      'This is a text file, not a photo. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.',
    ],
    [
      'TIFF',
      () => 'II*\0',
      'unsupported-format',
      'Browsers do not show TIFF photos. Convert it to JPEG or PNG and open that.',
    ],
    [
      'HEIC',
      () => heic,
      'unsupported-format',
      'This browser cannot open HEIC photos. Convert it to JPEG and open that.',
    ],
    [
      'random bytes',
      () => Uint8Array.of(7, 1, 0, 200),
      'not-an-image',
      'This file is not a photo that can be recognised. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.',
    ],
    [
      '30,000 × 30,000 in a few bytes',
      hugePng,
      'too-many-pixels',
      'The photo is too large: 30,000 × 30,000 pixels are 900 megapixels, and the limit is 64. Save it smaller and open it again.',
    ],
    [
      '70,000 × 1',
      longPng,
      'too-many-pixels',
      'The photo is too long: 70,000 × 1 pixels, and the limit is 65,535 pixels a side. Crop it and open it again.',
    ],
    [
      'JPEG without its size',
      () => cut('image/jpeg', 30),
      'damaged',
      'This JPEG file is damaged: its header does not say how large the photo is. Get it from its source again.',
    ],
    [
      'PNG without pixels',
      () => cut('image/png', 40),
      'truncated',
      'This PNG file ends too early: a part of the picture is missing. The download or copy was probably interrupted: get it again.',
    ],
    [
      'PNG with broken pixels',
      async () => {
        const png = await encodePng({ ...shape, rows: [[1], [2]] });
        return png.fill(0x55, 41, png.length - 16); // the content of IDAT
      },
      'damaged',
      'This PNG file is damaged and cannot be decoded. Get it from its source again.',
    ],
    [
      'PNG without anything to see',
      () =>
        encodePng({
          ...shape,
          colourType: 4,
          rows: [
            [9, 0],
            [9, 0],
          ],
        }),
      'damaged',
      'There is nothing to see in this PNG file: all of it is transparent, or it is damaged. Choose another photo.',
    ],
  ])('%s', async (_, part, code, message) => {
    // Named and typed as a photo: neither is believed.
    const file = new File([await part()], 'photo.jpg', { type: 'image/jpeg' });
    await expect(openImage({ blob: file })).rejects.toMatchObject({ code, message });
    expect('svgScriptRan' in globalThis).toBe(false);
  });

  test('a file over the limit is refused before it is read', async () => {
    const blob = new Blob([new Uint8Array(100e6 + 1)]);
    await expect(openImage({ blob })).rejects.toMatchObject({
      code: 'file-too-large',
      message:
        'The file is larger than photos should be (101 MB; the limit is 100 MB). Save it smaller, as a JPEG for example.',
    });
  });

  test.each(['image/jpeg', 'image/png', 'image/webp'])('%s cut in its pixels', async (type) => {
    const whole = await quarters(type, 400, 400);
    for (const share of [0.6, 0.9, 0.99]) {
      const part = whole.slice(0, Math.round(whole.length * share));
      await expect(openImage({ blob: new Blob([part]) })).rejects.toMatchObject({
        code: 'truncated',
      });
    }
  });

  test('what lacks its end mark alone is shown whole, and said so', async () => {
    for (const [type, bytes] of [
      ['image/jpeg', 2],
      ['image/png', 12],
    ] as const) {
      const file = await quarters(type);
      const whole = await openImage({ blob: new Blob([file]) });
      const cut = await openImage({ blob: new Blob([file.slice(0, -bytes)]) });
      expect(cut.note).toBe('The file ends too early, but no part of the picture is missing.');
      expect(cut.pixels).toEqual(whole.pixels);
    }
  });

  test('cancelling rejects with the reason', async () => {
    const controller = new AbortController();
    const opened = openImage(
      { blob: new Blob([await quarters('image/png')]) },
      { signal: controller.signal },
    );
    controller.abort(new Error('another photo'));
    await expect(opened).rejects.toThrow('another photo');
  });
});
