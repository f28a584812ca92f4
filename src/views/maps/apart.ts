/**
 * Moves labels apart that would lie on one another: at least `gap` from one to the next, none below `lowest`.
 * @param ys where the labels belong, downwards
 * @returns where they stand, in the same order
 */
export function apart(ys: readonly number[], gap: number, lowest: number): number[] {
  const order = ys.map((_, i) => i).sort((a, b) => ys[a] - ys[b]);
  const moved = [...ys];
  order.forEach((i, rank) => {
    if (rank > 0) moved[i] = Math.max(moved[i], moved[order[rank - 1]] + gap);
  });
  let floor = lowest;
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i], floor);
    floor = moved[i] - gap;
  }
  return moved;
}
