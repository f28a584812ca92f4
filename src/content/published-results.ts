/** One network of the paper's comparison. */
export interface PublishedResult {
  readonly family: 'vHeat' | 'Swin' | 'ConvNeXt' | 'Vim';
  readonly size: 'T' | 'S' | 'B';
  /** Multiply–adds at 224 px, in units of 10⁹. */
  readonly gigaMacs: number;
  /** ImageNet-1k, in percent. */
  readonly top1: number;
  readonly imagesPerSecond: number;
}

export const PUBLISHED_SOURCE =
  'Wang et al., vHeat: Building Vision Models upon Heat Conduction, CVPR 2025 (arXiv 2405.16555)';

/** Accuracy and throughput as published, smallest network of each family first. */
export const PUBLISHED: readonly PublishedResult[] = [
  { family: 'vHeat', size: 'T', gigaMacs: 4.6, top1: 82.2, imagesPerSecond: 1514 },
  { family: 'vHeat', size: 'S', gigaMacs: 8.5, top1: 83.6, imagesPerSecond: 945 },
  { family: 'vHeat', size: 'B', gigaMacs: 14.9, top1: 83.9, imagesPerSecond: 661 },
  { family: 'Swin', size: 'T', gigaMacs: 4.6, top1: 81.3, imagesPerSecond: 1242 },
  { family: 'Swin', size: 'S', gigaMacs: 8.7, top1: 83.0, imagesPerSecond: 720 },
  { family: 'Swin', size: 'B', gigaMacs: 15.4, top1: 83.5, imagesPerSecond: 456 },
  { family: 'ConvNeXt', size: 'T', gigaMacs: 4.5, top1: 82.1, imagesPerSecond: 1198 },
  { family: 'ConvNeXt', size: 'S', gigaMacs: 8.7, top1: 83.1, imagesPerSecond: 687 },
  { family: 'ConvNeXt', size: 'B', gigaMacs: 15.4, top1: 83.8, imagesPerSecond: 439 },
  { family: 'Vim', size: 'S', gigaMacs: 5.3, top1: 81.4, imagesPerSecond: 811 },
  { family: 'Vim', size: 'B', gigaMacs: 19.0, top1: 83.2, imagesPerSecond: 294 },
];
