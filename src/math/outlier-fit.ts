import { partsOf, type Answer, type Familiar } from './outliers.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** A network's last linear layer: logits = W · features + b. */
export interface LastLayer {
  /** Wᵀ, [C, classes] row by row. */
  readonly weight: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
}

/**
 * Learns what answers to a network's own pictures are like; no other picture is needed. Half of all directions are kept,
 * those in which the features are longest. The cosine and ViM's score (energy − α · residual, α as ViM has it) count in
 * units of their standard deviations.
 */
export function fitFamiliar(answers: readonly Answer[], { weight, bias }: LastLayer): Familiar {
  const classes = bias.length;
  const width = weight.length / classes;
  const lengths = new Float64Array(classes);
  for (let i = 0; i < weight.length; i++) lengths[i % classes] += weight[i] ** 2;
  const shape = { lengths: lengths.map(Math.sqrt), biases: Float64Array.from(bias) };

  const moments = new Float64Array(width * width);
  for (const { features } of answers)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) moments[i * width + j] += features[i] * features[j];
  const kept = Math.floor(width / 2);
  const directions = symmetricEigen(moments, width).vectors.subarray(0, kept * width);

  const parts = answers.map((answer) => partsOf(answer, { ...shape, directions }));
  const largest = answers.map(({ logits }) => Array.from(logits).reduce((a, b) => Math.max(a, b)));
  const alpha = mean(largest) / mean(parts.map(({ residual }) => residual));
  const vim = 1 / deviation(parts.map(({ energy, residual }) => energy - alpha * residual));
  const cosine = 1 / deviation(parts.map((part) => part.cosine));
  return {
    ...shape,
    directions,
    coefficients: { cosine, energy: vim, residual: -alpha * vim },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - middle) ** 2)));
}
