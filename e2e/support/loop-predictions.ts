import sharp from 'sharp';
import { softmax } from '../../src/math/probability.ts';
import { evaluationCrop } from '../../src/math/resample.ts';
import { IMAGENET_NORMALISATION, normalise } from '../../src/model/preprocess.ts';
import { topPredictions, type Prediction } from '../../src/state/prediction.ts';

/**
 * What a network says of a photo on the disk, top 5, by loops that share no code with the app's networks.
 * @param size pixels per side of the input
 * @param reference normalised pixels, channels first [3, size, size] → logits
 */
export async function loopPredictions(
  photo: string,
  size: number,
  reference: (input: Float32Array) => Float32Array,
): Promise<Prediction[]> {
  const { data, info } = await sharp(photo)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const crop = evaluationCrop(
    { width: info.width, height: info.height, data: new Uint8ClampedArray(data) },
    { resizeShorterSide: Math.floor((size * 256) / 224), centreCrop: size },
  );
  const pixels = normalise(crop, IMAGENET_NORMALISATION); // [size, size, 3]
  const plane = size * size;
  const planes = Float32Array.from(
    pixels,
    (_, i) => pixels[3 * (i % plane) + Math.floor(i / plane)],
  );
  const probabilities = softmax(reference(planes));
  return topPredictions({ probabilities }, { labels: [] });
}
