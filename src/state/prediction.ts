import type { Classification, Head, ModelInfo } from '../engine/port.ts';
import { className, topIndices } from '../math/probability.ts';
import type { Doubt } from './messages.ts';

/** One class with its share of belief. */
export interface Prediction {
  readonly index: number;
  readonly label: string;
  readonly probability: number;
}

/** What a network that classifies knows of its classes. */
export type Classes = Extract<Head, { task: 'classify' }>;

/** A network that names classes. */
export type Classifier = ModelInfo & { readonly head: Classes };

export function isClassifier(model: ModelInfo): model is Classifier {
  return model.head.task === 'classify';
}

/** Why the numbers of a result are not to be believed; null where they are. */
export function doubtOf(
  { probabilities }: Pick<Classification, 'probabilities'>,
  { warning, name }: Pick<ModelInfo, 'warning' | 'name'>,
): Doubt | null {
  if (warning !== null) return warning;
  if (probabilities.every(Number.isFinite)) return null;
  return { code: 'sums-overflow', params: { network: name } };
}

/** The `count` likeliest classes, best first. */
export function topPredictions(
  { probabilities }: Pick<Classification, 'probabilities'>,
  { labels }: Pick<Classes, 'labels'>,
  count = 5,
): Prediction[] {
  return topIndices(probabilities, count).map((index) => ({
    index,
    label: className(labels, index),
    probability: probabilities[index],
  }));
}
