import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPhotoKind, readPhotoFile } from './photo-file.ts';
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

test('no bytes make sniffing or reading throw', async () => {
  const tail = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), tail, async (start, rest) => {
      const bytes = new Uint8Array([...start, ...rest]);
      const kind = sniff(bytes);
      if (!isPhotoKind(kind)) return;
      const file = readPhotoFile(kind, bytes);
      if (file === null) return;
      expect(file.width).toBeGreaterThan(0);
      expect(file.height).toBeGreaterThan(0);
      expect(file.ending()).toBeTypeOf('string');
      await file.pixels((plain) => {
        expect(plain.length).toBeGreaterThan(0);
        return Promise.resolve({ width: 1, height: 1, data: new Uint8ClampedArray(4) });
      });
    }),
    { numRuns: 2000 },
  );
});
