import { toBytes, type Picture } from './picture.ts';

/**
 * Draws every colour towards the picture's mean: `contrast` of ImageNet-C (Hendrycks and Dietterich 2019),
 * (x − mean) · c + mean for each of red, green and blue.
 * @param factor c; 1 leaves the picture as it is, 0 leaves its mean colour
 */
export function contrast(picture: Picture, factor: number): Picture {
  const { data } = picture;
  const means = [0, 0, 0];
  for (let i = 0; i < data.length; i++) means[i % 3] += (3 * data[i]) / data.length;
  const flat = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const mean = means[i % 3];
    flat[i] = (data[i] - mean) * factor + mean;
  }
  return { ...picture, data: toBytes(flat) };
}
