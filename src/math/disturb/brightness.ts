import { toBytes, type Picture } from './picture.ts';

/**
 * Adds to the value V of HSV, hue and saturation kept: `brightness` of ImageNet-C (Hendrycks and Dietterich 2019).
 * A colour of HSV is proportional to V, so it is multiplied by V′ / V; black becomes grey.
 * @param change −1…1, where 1 is the way from black to white; V is clamped
 */
export function brightness(picture: Picture, change: number): Picture {
  const { data } = picture;
  const changed = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const value = Math.max(data[i], data[i + 1], data[i + 2]);
    const wanted = Math.min(Math.max(value + 255 * change, 0), 255);
    for (let c = i; c < i + 3; c++) changed[c] = value === 0 ? wanted : (data[c] * wanted) / value;
  }
  return { ...picture, data: toBytes(changed) };
}
