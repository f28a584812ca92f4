import { latin1 } from './bytes.ts';

/** What a file is by its content; its name and declared type are never asked. */
export type FileKind =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'avif'
  | 'heic'
  | 'tiff'
  | 'jxl'
  | 'video'
  | 'svg'
  | 'pdf'
  | 'html'
  | 'text'
  | 'unknown';

const AVIF_BRANDS = new Set(['avif', 'avis']);
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** Bytes of text looked at to tell SVG, HTML and plain text apart. */
const TEXT_WINDOW = 4096;

/** Tells a file's kind from its first bytes. Total: any bytes give an answer, never an exception. */
export function sniff(bytes: Uint8Array): FileKind {
  const ascii = (start: number, end: number) => latin1(bytes.subarray(start, end));
  const head = ascii(0, 16);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  if (head.startsWith('\xff\x0a') || head.startsWith('\0\0\0\x0cJXL ')) return 'jxl';
  if (head.slice(4, 8) === 'ftyp') return isoKind(bytes);
  if (head.startsWith('BM') && bytes.length >= 18 && bytes[15] + bytes[16] + bytes[17] === 0) {
    return 'bmp'; // 'BM' alone may begin a text: the header's length is a small number
  }
  if (ascii(0, 1024).includes('%PDF-')) return 'pdf';
  return textKind(bytes.subarray(0, TEXT_WINDOW));
}

/** ISO base media: the brands of the `ftyp` box, major first, tell photos from videos. */
function isoKind(bytes: Uint8Array): FileKind {
  const length = Math.min((bytes[2] << 8) | bytes[3], bytes.length);
  const brands = [latin1(bytes.subarray(8, 12))];
  for (let at = 16; at + 4 <= length; at += 4) brands.push(latin1(bytes.subarray(at, at + 4)));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'avif';
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return 'heic';
  return 'video';
}

function textKind(bytes: Uint8Array): FileKind {
  const text = decodeText(bytes);
  if (text === null) return 'unknown';
  const markup = text
    .replace(/<\?xml[^>]*>|<!--[\s\S]*?-->/g, '')
    .trimStart()
    .toLowerCase();
  if (/^(<!doctype\s+svg|<(\w+:)?svg[\s>])/.test(markup)) return 'svg';
  if (/^(<!doctype\s+html|<(html|head|body|script|title|meta|div|p)[\s>])/.test(markup)) {
    return 'html';
  }
  return 'text';
}

/** UTF-8 text without its byte order mark; null for anything else, such as control characters. */
function decodeText(bytes: Uint8Array): string | null {
  try {
    // Streaming, because the window may end inside a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    const binary = bytes.some((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte));
    return binary ? null : text;
  } catch {
    return null;
  }
}
