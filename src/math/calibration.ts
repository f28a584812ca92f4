import { logSumExp } from './probability.ts';

/** Bins of the expected calibration error, as Guo et al. count it. */
const BINS = 15;
/** Beyond these no temperature of a trained network lies. */
const [COLDEST, HOTTEST] = [0.05, 20];
const STEPS = 60;

/** Mean −log p of the true classes, where p = softmax(logits / temperature). */
export function negativeLogLikelihood(
  logits: readonly ArrayLike<number>[],
  labels: readonly number[],
  temperature: number,
): number {
  const losses = logits.map((row, i) => {
    const scaled = Float64Array.from(row, (x) => x / temperature);
    return logSumExp(scaled) - scaled[labels[i]];
  });
  return losses.reduce((sum, x) => sum + x, 0) / losses.length;
}

/**
 * The temperature under which the true classes are the most likely (Guo et al., "On calibration of modern neural
 * networks", 2017, section 4.2). The loss is convex in 1/T, so a golden-section search over log T finds its minimum.
 * @param logits one row of class scores per picture
 */
export function fitTemperature(
  logits: readonly ArrayLike<number>[],
  labels: readonly number[],
): number {
  const loss = (log: number) => negativeLogLikelihood(logits, labels, Math.exp(log));
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [lossLeft, lossRight] = [loss(left), loss(right)];
  for (let i = 0; i < STEPS; i++) {
    if (lossLeft < lossRight) {
      [high, right, lossRight] = [right, left, lossLeft];
      left = high - ratio * (high - low);
      lossLeft = loss(left);
    } else {
      [low, left, lossLeft] = [left, right, lossRight];
      right = low + ratio * (high - low);
      lossRight = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/**
 * How far confidence and accuracy lie apart, 0…1: Σ |B|/n · |accuracy(B) − mean confidence(B)| over 15 bins of equal
 * width (Guo et al., equation 3).
 * @param confidences the largest probability of each picture
 * @param right whether its class is the picture's
 */
export function expectedCalibrationError(
  confidences: readonly number[],
  right: readonly boolean[],
): number {
  const gaps = new Float64Array(BINS);
  confidences.forEach((confidence, i) => {
    // Bins are open at their lower end.
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));
    gaps[bin] += Number(right[i]) - confidence;
  });
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / confidences.length;
}
