import { toBytes, type Picture } from './picture.ts';

/** Red, green and blue in the luma of ITU-R BT.601, 0.299, 0.587 and 0.114, in 16 bits as PIL has them. */
const [RED, GREEN, BLUE, HALF] = [19595, 38470, 7471, 0x8000];

/**
 * Takes the colour out of a picture: what is left is its luma, 0.299 R + 0.587 G + 0.114 B, rounded.
 * @param share 0…1; at 1 every pixel is grey
 */
export function grey(picture: Picture, share: number): Picture {
  const { data } = picture;
  const pale = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const luma = (RED * data[i] + GREEN * data[i + 1] + BLUE * data[i + 2] + HALF) >> 16;
    for (let c = i; c < i + 3; c++) pale[c] = data[c] + (luma - data[c]) * share;
  }
  return { ...picture, data: toBytes(pale) };
}
