import type { Classification, ModelInfo } from '../engine/port.ts';
import { className, topIndices } from '../math/probability.ts';

/** One class with its share of belief. */
export interface Prediction {
  readonly index: number;
  readonly label: string;
  readonly probability: number;
}

/** Below this best probability the app says that none of the classes may fit. */
export const LOW_CONFIDENCE = 0.35;

/** The `count` likeliest classes, best first. */
export function topPredictions(
  { probabilities }: Pick<Classification, 'probabilities'>,
  { labels }: Pick<ModelInfo, 'labels'>,
  count = 5,
): Prediction[] {
  return topIndices(probabilities, count).map((index) => ({
    index,
    label: className(labels, index),
    probability: probabilities[index],
  }));
}
