/** The iTXt chunks of a PNG, by keyword. */
export function pngTexts(png: Uint8Array): Record<string, string> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const texts: Record<string, string> = {};
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const content = png.subarray(at + 4, at + 8 + view.getUint32(at));
    const whole = new TextDecoder().decode(content);
    const match = /^iTXt([^\0]*)\0\0\0\0\0([\s\S]*)$/.exec(whole);
    if (match) texts[match[1]] = match[2];
  }
  return texts;
}
