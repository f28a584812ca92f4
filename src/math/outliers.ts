import { logSumExp } from './probability.ts';

/** What a network makes of one picture at its end. */
export interface Answer {
  /** One score per class, before the softmax. */
  readonly logits: ArrayLike<number>;
  /** What the last linear layer takes, C numbers: logits = W · features + b. */
  readonly features: ArrayLike<number>;
}

/** What is known of a network's own pictures, to tell others from them. */
export interface Familiar {
  /** Of each class the length of its row of W, and its entry of b. */
  readonly lengths: ArrayLike<number>;
  readonly biases: ArrayLike<number>;
  /** Orthonormal directions in which the features of its own pictures lie mostly, [D, C] row by row. */
  readonly directions: ArrayLike<number>;
  /** What each part of the score counts. */
  readonly coefficients: Record<keyof Parts, number>;
}

/** What tells pictures of a network's classes from others; each is larger, or `residual` smaller, for its own. */
export interface Parts {
  /** The largest cosine between the features and a class's weights, −1…1. */
  readonly cosine: number;
  /** log Σ exp(logits): minus the free energy (Liu et al., "Energy-based out-of-distribution detection", 2020). */
  readonly energy: number;
  /** Length of the features outside of `directions` (Wang et al., "ViM: Out-of-distribution with virtual-logit matching", 2022). */
  readonly residual: number;
}

/** The parts of an answer's score. */
export function partsOf(
  { logits, features }: Answer,
  { lengths, biases, directions }: Omit<Familiar, 'coefficients'>,
): Parts {
  const width = features.length;
  const square = Array.from(features).reduce((sum, x) => sum + x * x, 0);
  let cosine = -1;
  for (let c = 0; c < logits.length; c++) {
    const product = logits[c] - biases[c];
    cosine = Math.max(cosine, product / (lengths[c] * Math.sqrt(square)));
  }
  let within = 0;
  for (let row = 0; row < directions.length; row += width) {
    let along = 0;
    for (let i = 0; i < width; i++) along += directions[row + i] * features[i];
    within += along * along;
  }
  return {
    cosine,
    energy: logSumExp(logits),
    residual: Math.sqrt(Math.max(0, square - within)),
  };
}

/** How much an answer is like those to the network's own pictures: the larger, the more. */
export function familiarity(answer: Answer, familiar: Familiar): number {
  const { coefficients } = familiar;
  const { cosine, energy, residual } = partsOf(answer, familiar);
  return (
    coefficients.cosine * cosine + coefficients.energy * energy + coefficients.residual * residual
  );
}
