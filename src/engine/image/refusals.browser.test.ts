import { describe, expect, test } from 'vitest';
import { quarters } from '../../testing/photo.ts';
import { removedFile } from '../../testing/removed-file.ts';
import { encodePng } from '../../testing/png.ts';
import { openImage } from './open-image.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('what is refused, with its code', () => {
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

  test.each<[string, () => BlobPart | Promise<BlobPart>, string, object]>([
    ['empty', () => '', 'empty', { file: 'photo' }],
    ['SVG with a script', () => svg, 'svg', {}],
    ['HTML', () => '<!doctype html><title>404</title>', 'not-an-image', { found: 'html' }],
    ['PDF', () => '%PDF-1.7\n', 'not-an-image', { found: 'pdf' }],
    ['text', () => 'hello', 'not-an-image', { found: 'text' }],
    ['TIFF', () => 'II*\0', 'unsupported-format', { format: 'tiff' }],
    ['HEIC', () => heic, 'unsupported-format', { format: 'heic' }],
    ['random bytes', () => Uint8Array.of(7, 1, 0, 200), 'not-an-image', { found: 'unknown' }],
    [
      '30,000 × 30,000 in a few bytes',
      hugePng,
      'too-many-pixels',
      { width: 30_000, height: 30_000, of: 'photo', most: 64e6 },
    ],
    [
      '70,000 × 1',
      longPng,
      'too-many-pixels',
      { width: 70_000, height: 1, of: 'side', most: 65_535 },
    ],
    [
      'JPEG without its size',
      () => cut('image/jpeg', 30),
      'damaged',
      { format: 'jpeg', fault: 'header' },
    ],
    ['PNG without pixels', () => cut('image/png', 40), 'truncated', { file: 'png' }],
    [
      'PNG with broken pixels',
      async () => {
        const png = await encodePng({ ...shape, rows: [[1], [2]] });
        return png.fill(0x55, 41, png.length - 16); // the content of IDAT
      },
      'damaged',
      { format: 'png', fault: 'data' },
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
      { format: 'png', fault: 'nothing-visible' },
    ],
  ])('%s', async (_, part, code, params) => {
    // Named and typed as a photo: neither is believed.
    const file = new File([await part()], 'photo.jpg', { type: 'image/jpeg' });
    await expect(openImage({ blob: file })).rejects.toMatchObject({ code, params });
    expect('svgScriptRan' in globalThis).toBe(false);
  });

  test('a file that is gone when it is read', async () => {
    await expect(openImage({ blob: await removedFile() })).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  test('a file over the limit is refused before it is read', async () => {
    const blob = new Blob([new Uint8Array(100e6 + 1)]);
    await expect(openImage({ blob })).rejects.toMatchObject({
      code: 'file-too-large',
      params: { bytes: 100e6 + 1, most: 100e6 },
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
      expect(cut.notes).toEqual([{ code: 'ends-early', params: { coarse: false } }]);
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
