/** "1 photo", "12 photos". */
export function photosWord(count: number): string {
  return count === 1 ? '1 photo' : `${count} photos`;
}

/** What a map is of, in words that a legend can use. */
export function runName(run: {
  readonly network: 'vheat' | 'vit';
  readonly trained: boolean;
}): string {
  return `${run.network === 'vheat' ? 'vHeat' : 'ViT'} ${run.trained ? 'after' : 'before'} training`;
}
