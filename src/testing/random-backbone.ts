import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import { seededRandom } from '../math/random.ts';
import { randomVHeat } from './random-vheat.ts';

/** A small vHeat. */
export const SMALL = {
  dims: [8, 16, 32, 64],
  depths: [1, 1, 2, 1],
  layerScale: false,
  classes: 10,
} as const;

/**
 * A state_dict of a vHeat backbone: no classifier, frequency maps for a grid of any shape.
 * @param grid tokens of the first stage
 */
export function randomBackbone(
  grid: readonly [rows: number, columns: number],
  seed: number,
): Map<string, NamedArray> {
  const random = seededRandom(seed);
  const whole = randomVHeat({ ...SMALL, imageSize: 64 }, seed);
  const arrays = new Map([...whole].filter(([key]) => !key.startsWith('classifier.')));
  SMALL.dims.forEach((channels, stage) => {
    const shape = [...grid.map((side) => Math.ceil(side / 2 ** stage)), channels];
    const length = shape.reduce((product, n) => product * n, 1);
    const data = Float32Array.from({ length }, () => 2 * random() - 1);
    arrays.set(`freq_embed.${stage}`, { stored: 'f32', shape, data });
  });
  return arrays;
}

/** The state_dict of a detector on a backbone, as mmdetection names it. */
export function asDetector(backbone: NamedArrays): NamedArrays {
  const ones = (length: number): NamedArray => ({
    stored: 'f32',
    shape: [length],
    data: new Float32Array(length).fill(1),
  });
  const arrays = new Map<string, NamedArray>();
  for (const [key, array] of backbone) arrays.set(`backbone.${key}`, array);
  SMALL.dims.forEach((channels, stage) => {
    arrays.set(`backbone.outnorm${stage}.weight`, ones(channels));
    arrays.set(`backbone.outnorm${stage}.bias`, ones(channels));
  });
  for (const key of ['neck.lateral_convs.0.conv', 'rpn_head.rpn_conv', 'roi_head.bbox_head.fc_cls'])
    arrays.set(`${key}.bias`, ones(4));
  return arrays;
}
