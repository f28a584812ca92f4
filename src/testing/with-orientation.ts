import { crc32 } from '../math/crc32.ts';
import { ascii, joined, latin1, viewOf, type Bytes } from '../engine/image/bytes.ts';

/** EXIF that holds an orientation and nothing else, high bytes first. */
function exif(orientation: number): Bytes {
  const directory = [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation];
  return Uint8Array.of(0x4d, 0x4d, 0, 42, ...directory, 0, 0, 0, 0, 0, 0);
}

/** A JPEG with an EXIF segment, its first. */
export function jpegWithOrientation(jpeg: Bytes, orientation: number): Bytes {
  const content = joined(ascii('Exif\0\0'), exif(orientation));
  const app1 = joined(Uint8Array.of(0xff, 0xe1, 0, content.length + 2), content);
  return joined(jpeg.subarray(0, 2), app1, jpeg.subarray(2));
}

/** A PNG with an `eXIf` chunk, before or behind its pixels. */
export function pngWithOrientation(png: Bytes, orientation: number, behind = false): Bytes {
  const content = exif(orientation);
  const named = joined(ascii('eXIf'), content);
  const chunk = joined(new Uint8Array(4), named, new Uint8Array(4));
  viewOf(chunk).setUint32(0, content.length);
  viewOf(chunk).setUint32(chunk.length - 4, crc32(named));
  const at = behind ? png.length - 12 : 33;
  return joined(png.subarray(0, at), chunk, png.subarray(at));
}

/** The picture of a WebP in the extended form, with an EXIF chunk at its end. */
export function webpWithOrientation(
  webp: Bytes,
  orientation: number,
  size: { width: number; height: number },
): Bytes {
  const content = exif(orientation);
  const header = joined(ascii('VP8X'), Uint8Array.of(10, 0, 0, 0, 8), new Uint8Array(9));
  viewOf(header).setUint16(12, size.width - 1, true);
  viewOf(header).setUint16(15, size.height - 1, true);
  const chunk = joined(ascii('EXIF'), Uint8Array.of(content.length, 0, 0, 0), content);
  const picture = webp.subarray(/VP8[ L]/.exec(latin1(webp.subarray(0, 4096)))?.index);
  const file = joined(ascii('RIFF\0\0\0\0WEBP'), header, picture, chunk);
  viewOf(file).setUint32(4, file.length - 8, true);
  return file;
}
