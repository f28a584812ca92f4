import { PUBLISHED } from './published-results.ts';

/** Weights that their authors publish, for ImageNet's 1,000 classes. */
export interface Release {
  /** What `npm run model -- fetch` calls it. */
  readonly id: string;
  readonly name: string;
  /** As the loader recognises it. */
  readonly network: string;
  readonly url: string;
  /** Size of the file in 10⁶ bytes, by its float32 parameters. */
  readonly megabytes: number;
  /** ImageNet-1k at 224 pixels as published, in percent. */
  readonly top1: number;
  readonly terms: 'none' | 'apache';
}

const VHEAT_RELEASE = 'https://github.com/MzeroMiko/vHeat/releases/download/vheatcls';

function vheat(size: 'T' | 'S' | 'B', word: string, megabytes: number): Release {
  const published = PUBLISHED.find((result) => result.family === 'vHeat' && result.size === size);
  return {
    id: `vheat-${word.toLowerCase()}`,
    name: `vHeat-${size}`,
    network: `vHeat-${word}`,
    url: `${VHEAT_RELEASE}/vHeat_${word.toLowerCase()}.pth`,
    megabytes,
    top1: published?.top1 ?? NaN,
    terms: 'none',
  };
}

/** The smallest first; the authors of vHeat give 29, 50 and 87 million parameters. */
export const RELEASES: readonly Release[] = [
  vheat('T', 'Tiny', 116),
  vheat('S', 'Small', 200),
  vheat('B', 'Base', 348),
  {
    id: 'deit-tiny',
    name: 'DeiT-T',
    network: 'ViT-Ti/16',
    url: 'https://huggingface.co/timm/deit_tiny_patch16_224.fb_in1k/resolve/main/model.safetensors',
    megabytes: 23,
    top1: 72.2,
    terms: 'apache',
  },
];
