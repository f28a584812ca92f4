/** What shines through a decoded photo: nothing, the white below some of it, or nothing but white. */
export type Transparency = 'none' | 'some' | 'all';

/** Lays RGBA pixels on white, in place. */
export function layOnWhite(data: Uint8ClampedArray): Transparency {
  let translucent = 0;
  let clear = 0;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3];
    if (alpha === 255) continue;
    translucent++;
    if (alpha === 0) clear++;
    for (let c = i; c < i + 3; c++) data[c] = (data[c] * alpha + 255 * (255 - alpha)) / 255;
    data[i + 3] = 255;
  }
  if (translucent === 0) return 'none';
  return 4 * clear === data.length ? 'all' : 'some';
}
