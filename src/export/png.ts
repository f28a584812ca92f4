import { crc32 } from '../math/crc32.ts';

const SIGNATURE_AND_HEADER = 8 + 25;

/** One iTXt chunk: keyword (Latin-1, 1…79 characters) and UTF-8 text, not compressed. */
function textChunk(keyword: string, text: string): Uint8Array {
  const content = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(content.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length - 4);
  chunk.set(content, 4);
  view.setUint32(content.length + 4, crc32(content));
  return chunk;
}

/**
 * Writes texts into a PNG, after its header (PNG specification, §11.3.3.4 iTXt). Pixels stay as they are.
 * @param texts by keyword, ASCII of 1…79 characters; texts are of any script but without U+0000
 */
export function withTexts(
  png: Uint8Array,
  texts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  const parts = [
    png.subarray(0, SIGNATURE_AND_HEADER),
    ...chunks,
    png.subarray(SIGNATURE_AND_HEADER),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
