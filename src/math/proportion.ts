/**
 * Standard error of a share of independent draws, √(p (1 − p) / n); 0 of none.
 * @param hits 0…draws
 */
export function standardError(hits: number, draws: number): number {
  if (draws === 0) return 0;
  const share = hits / draws;
  return Math.sqrt((share * (1 - share)) / draws);
}
