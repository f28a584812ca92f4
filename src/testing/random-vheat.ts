import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import { seededRandom } from '../math/random.ts';

/** The shapes of a vHeat. */
export interface VHeatShape {
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  readonly layerScale: boolean;
  readonly classes: number;
  readonly imageSize: number;
}

const GROWTH = [1, 2, 4, 8];

/** The published sizes at 224 px, ImageNet's 1000 classes. */
export const PUBLISHED: Readonly<Record<'tiny' | 'small' | 'base', VHeatShape>> = {
  tiny: {
    dims: GROWTH.map((n) => 96 * n),
    depths: [2, 2, 6, 2],
    layerScale: false,
    classes: 1000,
    imageSize: 224,
  },
  small: {
    dims: GROWTH.map((n) => 96 * n),
    depths: [2, 2, 18, 2],
    layerScale: true,
    classes: 1000,
    imageSize: 224,
  },
  base: {
    dims: GROWTH.map((n) => 128 * n),
    depths: [2, 2, 18, 2],
    layerScale: true,
    classes: 1000,
    imageSize: 224,
  },
};

/**
 * A state_dict in training form with random weights under which every tensor moves the output: spread by fan-in,
 * norms near 1, layer scale near 0.3.
 * @param seed the same seed gives the same weights
 */
export function randomVHeat(
  { dims, depths, layerScale, classes, imageSize }: VHeatShape,
  seed: number,
): NamedArrays {
  const random = seededRandom(seed);
  const arrays = new Map<string, NamedArray>();
  const put = (key: string, shape: readonly number[], spread: number, centre = 0) => {
    const length = shape.reduce((product, n) => product * n, 1);
    const data = Float32Array.from({ length }, () => centre + spread * (2 * random() - 1));
    arrays.set(key, { stored: 'f32', shape, data });
  };
  const affine = (key: string, shape: readonly number[], bias = true) => {
    const inputs = shape.slice(1).reduce((product, n) => product * n, 1);
    put(`${key}.weight`, shape, Math.sqrt(3 / inputs));
    if (bias) put(`${key}.bias`, [shape[0]], 0.2);
  };
  const norm = (key: string, width: number) => {
    put(`${key}.weight`, [width], 0.3, 1);
    put(`${key}.bias`, [width], 0.2);
  };
  affine('patch_embed.conv1', [dims[0] / 2, 3, 3, 3]);
  norm('patch_embed.norm1.1', dims[0] / 2);
  affine('patch_embed.conv2', [dims[0], dims[0] / 2, 3, 3]);
  norm('patch_embed.norm2.1', dims[0]);
  dims.forEach((width, stage) => {
    const grid = imageSize / 4 / 2 ** stage;
    put(`freq_embed.${stage}`, [grid, grid, width], 1);
  });
  dims.forEach((width, stage) => {
    for (let block = 0; block < depths[stage]; block++) {
      const key = `layers.${stage}.${block}`;
      if (layerScale) {
        put(`${key}.gamma1`, [width], 0.1, 0.3);
        put(`${key}.gamma2`, [width], 0.1, 0.3);
      }
      norm(`${key}.norm1`, width);
      affine(`${key}.op.dwconv`, [width, 1, 3, 3]);
      affine(`${key}.op.linear`, [2 * width, width]);
      norm(`${key}.op.out_norm`, width);
      affine(`${key}.op.out_linear`, [width, width]);
      affine(`${key}.op.to_k.0`, [width, width]);
      norm(`${key}.norm2`, width);
      affine(`${key}.mlp.fc1`, [4 * width, width, 1, 1]);
      affine(`${key}.mlp.fc2`, [width, 4 * width, 1, 1]);
    }
    if (stage < dims.length - 1) {
      const down = `layers.${stage}.${depths[stage]}`;
      affine(`${down}.0`, [dims[stage + 1], width, 3, 3], false);
      norm(`${down}.1`, dims[stage + 1]);
    }
  });
  const last = dims[dims.length - 1];
  norm('classifier.0', last);
  affine('classifier.3', [classes, last]);
  return arrays;
}
