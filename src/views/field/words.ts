import type { ReceptiveField } from '../../state/explorer.ts';

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

/** What a field is, exactly, and of how much. */
export function captionOf({ field: { width, height }, images, skipped }: ReceptiveField): string {
  return (
    `Mean over ${photosWord(images)} at ${width === height ? width : `${width} × ${height}`} px input` +
    `${skipped > 0 ? `, ${photosWord(skipped)} left out` : ''}: what each pixel contributes to the cell, ` +
    'Σ over RGB of the positive part of ∂s/∂pixel, s = Σ ReLU(feature).'
  );
}
