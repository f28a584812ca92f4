/**
 * Area under the receiver operating characteristic: how often one of `positives` scores higher than one of `negatives`,
 * ties counted half (Mann–Whitney U over the number of pairs).
 */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  const below = (value: number, inclusive: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value || (inclusive && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = positives.reduce((sum, x) => sum + (below(x, false) + below(x, true)) / 2, 0);
  return wins / (positives.length * negatives.length);
}

/** The largest threshold that leaves at most this share of the scores strictly below it. */
export function thresholdBelow(scores: readonly number[], share: number): number {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Which part of the scores lies strictly below a threshold. */
export function shareBelow(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score < threshold).length / scores.length;
}
