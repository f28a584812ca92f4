/** An encoded picture of four coloured quarters: red, green / blue, white. For the browser only. */
export async function quarters(
  type: string,
  width = 64,
  height = 32,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  for (const [colour, x, y] of [
    ['#f00', 0, 0],
    ['#0f0', 1, 0],
    ['#00f', 0, 1],
    ['#fff', 1, 1],
  ] as const) {
    context.fillStyle = colour;
    context.fillRect((x * width) / 2, (y * height) / 2, width / 2, height / 2);
  }
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  if (blob.type !== type) throw new Error(`this browser cannot write ${type}`);
  return new Uint8Array(await blob.arrayBuffer());
}
