import type { Messages, ParamsOf } from '../messages.ts';
import { count, shaped, sides } from '../notation.ts';

type Strange = NonNullable<ParamsOf<'wrong-model'>['looksLike']>;

const STRANGERS: Record<Strange, string> = {
  'vheat-detector': 'a vHeat detector or segmenter',
  'vheat-inside': 'a vHeat inside another model',
  swin: 'a Swin Transformer',
  vmamba: 'a VMamba',
  convnext: 'a ConvNeXt',
  clip: 'a CLIP',
  'vit-hugging-face': 'a ViT with Hugging Face names',
  'vit-torchvision': 'a ViT with torchvision names',
  'vit-inside': 'a ViT inside another model',
  resnet: 'a ResNet',
  efficientnet: 'an EfficientNet',
  'convolutional-torchvision': 'a convolutional network with torchvision names',
  'language-model': 'a language model',
};

const VARIANTS: Record<
  Exclude<ParamsOf<'vit-variant'>['variant'], 'positions-shape'>,
  (key: string) => string
> = {
  distilled: (key) => `a distilled DeiT (it has ${key})`,
  'register-tokens': (key) => `a ViT with register tokens (it has ${key})`,
  'layer-scale': (key) => `a ViT with layer scale (it has ${key})`,
  'qk-norm': (key) => `a ViT with normalised queries and keys (it has ${key})`,
  'average-pool': (key) => `a ViT that averages its patches (it has ${key})`,
  'norm-before': (key) => `a ViT with a norm before its blocks (it has ${key})`,
  'no-positions': (key) => `a ViT without learned positions (it has no ${key})`,
  'no-class-token': (key) => `a ViT without a class token (it has no ${key})`,
};

type Grid = ParamsOf<'vit-positions'>['grid'];

const grids = (all: readonly Grid[]) => all.map(sides).join(', ');

/** Its width first, where it is oblong. */
const pixels = ({ width, height }: ParamsOf<'maps-resized'>['made']) =>
  `${height === width ? width : `${width} × ${height}`} pixels`;

function some(keys: readonly string[]): string {
  const shown = keys.slice(0, 3).join(', ');
  return keys.length > 3 ? `${shown} and ${keys.length - 3} more` : shown;
}

/** Weights that make no network of ours, and what is told of those that do. */
export const model = {
  'weights-mismatch': ({ network, fault, keys }, say) => {
    if (network === 'vit' && fault === 'beginning')
      return 'These weights do not make a ViT: patches, a class token and their positions are expected. Open a plain ViT or DeiT with timm names.';
    const { missing, unexpected, wrongShape } = keys;
    const shapes = wrongShape.map((params) => say({ code: 'wrong-shape', params }));
    const what = {
      beginning: 'patch_embed and layers.0.0.op are missing',
      'frequency-maps': 'the frequency maps of its first stage are missing',
      keys: [
        ...(missing.length > 0 ? [`missing ${some(missing)}`] : []),
        ...(shapes.length > 0 ? [`wrong shape ${some(shapes)}`] : []),
        ...(unexpected.length > 0 ? [`unexpected ${some(unexpected)}`] : []),
      ].join('; '),
    }[fault];
    return `These weights do not make ${network === 'vheat' ? 'a vHeat' : 'a ViT'}: ${what}. Open a checkpoint of a supported architecture.`;
  },
  'wrong-shape': ({ key, shape, expected }) =>
    `${key} ${shaped(shape)} instead of ${shaped(expected)}`,
  'wrong-model': ({ looksLike, key, keys }) => {
    const what =
      looksLike === null
        ? `is of an architecture this app does not know (its keys begin ${keys.unexpected.slice(0, 3).join(', ')})`
        : `looks like ${STRANGERS[looksLike]} (it has ${key ?? ''})`;
    return `This ${what}; expected a vHeat classifier or a plain ViT or DeiT with timm names. Open a checkpoint of one of those.`;
  },
  override: ({ what }) =>
    `The ${what} must be three ${what === 'std' ? 'positive ' : ''}numbers, for red, green and blue. Correct them and open the file again.`,
  'vit-variant': ({ variant, key, shape }) => {
    const what =
      variant === 'positions-shape'
        ? `a ViT with positions of the shape ${shaped(shape ?? [])}`
        : VARIANTS[variant](key);
    return `This is ${what}, which this app cannot run. Open a plain ViT or DeiT.`;
  },
  'vit-heads': ({ width, heads }) =>
    `A ViT of width ${width} cannot have ${Number(heads.toFixed(2))} attention heads, and the file does not say how many it has. Give the number.`,
  'vit-positions': ({ positions, grid: all }) =>
    `This looks like a ViT whose positions leave out the class token: ${positions} positions make ${sides(all)} patches, which this app cannot run. If one of them is the class token's, tell how the other ${positions - 1} lie.`,
  'vit-grid': ({ patches, grid: [rows, columns], grids: possible }) =>
    `The ${patches} patches of this ViT do not make ${rows} rows of ${columns}. Choose one of ${grids(possible)}.`,

  'heads-assumed': ({ heads }) =>
    `The file does not say how many attention heads there are: width / 64 = ${heads} is assumed.`,
  'grid-assumed': ({ grid, others }) =>
    `The file does not say how its ${grid[0] * grid[1]} patches lie: ${sides(grid)} is assumed; ${grids(others)} are possible as well.`,
  'qkv-bias': () => 'Queries, keys and values of this network have no bias: it is zero.',
  'norms-assumed': ({ postNorm, layerScale }) =>
    `The file does not say where its norms are: ${postNorm ? 'post-norm, as in vHeat-Small and -Base' : 'pre-norm, as in vHeat-Tiny'}, is assumed because it has ${layerScale ? '' : 'no '}layer scale.`,
  'layer-scale-contradicted': ({ layerScale }) =>
    `The configuration in the file says ${layerScale ? 'no layer scale, but its weights have it' : 'layer scale, but its weights have none'}: the weights are followed.`,
  'classes-contradicted': ({ said, classes }) =>
    `The configuration in the file says ${said} classes, but its weights have ${classes}: the weights are followed.`,
  'normalisation-assumed': () =>
    "The file does not say how its pictures were normalised: ImageNet's mean and deviation are assumed, as for DeiT; timm's augreg ViTs need 0.5 and 0.5.",
  backbone: () =>
    'The file has no classifier: this network is a backbone, which shows its heat or attention and its fields, and names no classes.',
  'maps-resized': ({ made, used }) =>
    `The frequency maps are made for ${pixels(made)}, which do not divide into whole tokens: they are resized for ${pixels(used)}.`,
  'k-bounded': ({ entries }) =>
    `${count(entries)} numbers of k are known only as a lower bound: their decay was too small for the file.`,
  'labels-left-out': ({ labels, classes }) =>
    classes === null
      ? `${labels} labels were given for a network without a classifier: they are left out.`
      : `${labels} labels were given for ${classes} classes: they are left out, and classes are shown by number.`,
} satisfies Partial<Messages>;
