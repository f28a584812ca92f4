/** A place on a curve where another class becomes the most probable. */
export interface Flip {
  /** Where the two curves cross, in units of the axis. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Index of the largest number; the first of equals. */
export function strongest(probabilities: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < probabilities.length; i++) {
    if (probabilities[i] > probabilities[best]) best = i;
  }
  return best;
}

/**
 * Where the decision flips along an axis. Between two samples each curve is taken as a straight line; where more than
 * two classes lead in between, every change is found.
 * @param axis ascending positions
 * @param curves at each position the probability of every class
 */
export function decisionFlips(
  axis: ArrayLike<number>,
  curves: readonly ArrayLike<number>[],
): Flip[] {
  const flips: Flip[] = [];
  for (let i = 0; i + 1 < curves.length; i++) {
    const [left, right] = [curves[i], curves[i + 1]];
    const last = strongest(right);
    let leader = strongest(left);
    let from = 0;
    while (leader !== last) {
      // The next class to overtake is the one whose line meets the leader's first.
      let to = last;
      let where = 1;
      for (let c = 0; c < left.length; c++) {
        const gap = left[leader] - left[c];
        const closing = right[c] - right[leader] + gap;
        if (c === leader || closing <= 0) continue;
        const crossing = gap / closing;
        if (crossing < from || crossing > where) continue;
        // Among lines that meet in one point the steepest leads afterwards.
        const steeper = right[c] - left[c] > right[to] - left[to];
        if (crossing < where || steeper) [to, where] = [c, crossing];
      }
      flips.push({ at: axis[i] + where * (axis[i + 1] - axis[i]), from: leader, to });
      leader = to;
      from = where;
    }
  }
  return flips;
}

/** The classes that matter for a picture of the curves: those with the largest probability anywhere, best first. */
export function leadingClasses(curves: readonly ArrayLike<number>[], count: number): number[] {
  const best = new Float64Array(curves.length > 0 ? curves[0].length : 0);
  for (const curve of curves) {
    for (let c = 0; c < best.length; c++) best[c] = Math.max(best[c], curve[c]);
  }
  return Array.from(best.keys())
    .sort((a, b) => best[b] - best[a] || a - b)
    .slice(0, count);
}
