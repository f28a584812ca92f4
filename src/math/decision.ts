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

/** A class in a picture of the curves. */
export interface DrawnClass {
  readonly index: number;
  /** Where it first is the decision, in units of the axis; null where it never is. */
  readonly from: number | null;
}

/**
 * The classes for a picture of the curves: all that are the decision somewhere, in the order in which they become it,
 * filled up with those that have the largest probability anywhere.
 * @param axis ascending positions
 * @param curves at each position the probability of every class
 */
export function drawnClasses(
  axis: ArrayLike<number>,
  curves: readonly ArrayLike<number>[],
  atLeast: number,
): DrawnClass[] {
  if (curves.length === 0) return [];
  const drawn = new Map<number, number | null>([[strongest(curves[0]), axis[0]]]);
  for (const { to, at } of decisionFlips(axis, curves)) if (!drawn.has(to)) drawn.set(to, at);
  const peak = new Float64Array(curves[0].length);
  for (const curve of curves) {
    for (let c = 0; c < peak.length; c++) peak[c] = Math.max(peak[c], curve[c]);
  }
  const others = Array.from(peak.keys()).sort((a, b) => peak[b] - peak[a] || a - b);
  for (const c of others) if (drawn.size < atLeast && !drawn.has(c)) drawn.set(c, null);
  return Array.from(drawn, ([index, from]) => ({ index, from }));
}
