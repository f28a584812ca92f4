import type { Classification, Head, ModelInfo } from '../engine/port.ts';
import { className, topIndices } from '../math/probability.ts';

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

/** Below this best probability the app says that none of the classes may fit. */
export const LOW_CONFIDENCE = 0.35;

/** Why the numbers of a result are not to be believed, one sentence; null where they are. */
export function doubtOf(
  { probabilities }: Pick<Classification, 'probabilities'>,
  { warning, name }: Pick<ModelInfo, 'warning' | 'name'>,
): string | null {
  if (warning !== null) return warning;
  if (probabilities.every(Number.isFinite)) return null;
  return `The sums of ${name} overflow on this picture: its probabilities are no numbers and mean nothing.`;
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
