import type { Settings } from '../../../state/settings.ts';

/** What spreads heat: the learned k, times a factor or replaced by a constant; and the time where it is not the trained one. */
interface Law {
  readonly factor: string | null;
  readonly constant: string | null;
  readonly t: string | null;
}

function law({ factor, constant, t }: Law): string {
  const time = t === null ? '' : ` and t = ${t}`;
  if (constant !== null) return `k = ${constant} in place of the learned k${time}`;
  if (factor === null && t === null) return 'the learned k alone';
  return `the learned k${factor === null ? '' : ` × ${factor}`}${time}`;
}

/** Where the maps are read: under the pointer, or in the corner that is farthest from the patch. */
type Where = 'here' | 'corner';

/** Heat beside attention. */
export const compare = {
  title: 'Compare',
  heading: 'What does heat do that attention does not?',
  how: 'Heat spreads by the same rule in every photo, blind to what it passes. [Attention](attention) decides anew in every photo where to look, and compares all pairs of [patches](patch) to do so. Change the photo and see which map changes.',
  asked: 'Patch and kinds',
  numbers: 'Numbers',
  /** For a stage. */
  line: {
    rule: 'Heat spreads by one rule in every photo; attention decides anew in each.',
    reach: 'Block by block, heat so far fills the whole picture; attention looks there at once.',
  },
  arriving: {
    heat: (where: Where, share: string, even: string) =>
      `Arriving ${where === 'here' ? 'here' : 'in the far corner'}: **${share}** (even share: ${even})`,
    attention: (where: Where, share: string, even: string) =>
      `Looking ${where === 'here' ? 'here' : 'at the far corner'}: **${share}** (even share: ${even})`,
    why: 'Each [wave](dct) of the heat spans the whole map, so even one block reaches the far corner, if only a little; below zero where its waves, each with its own [k](diffusivity), do not quite cancel.',
  },
  reached:
    'Under each map: the part of the picture that gets at least a tenth of what an even spread would bring. Heat **so far** carries on from block to block until it is everywhere.',
  allLayers: 'All layers, each on its own scale',

  heat: {
    title: 'Heat',
    computing: 'Computing heat…',
    shownAs: 'Heat shown as',
    kinds: {
      impulse: 'impulse',
      reach: 'so far',
      source: 'on image',
      correlation: 'correlation',
      gradient: 'gradient',
    } satisfies Record<Settings['heat'], string>,
    impulse: (spreadBy: Law) =>
      `One unit of heat on the patch, spread by ${law(spreadBy)}, mean over channels: it sums to 1 and is the same for every photo.`,
    reach:
      'One unit of heat on the patch, carried on by this block and all before it, channels mixed evenly in between: it sums to 1 and grows from block to block.',
    source:
      'The heat that this patch of the real U⁰ sends out; length over channels. The signed maps of all patches sum to Uᵗ.',
    correlation:
      'Cosine between the channels at the patch and everywhere else after conduction: what has become alike.',
    gradient:
      'How much each pixel changes the features at the patch: Σ over RGB of the positive part of ∂s/∂pixel, s = Σ ReLU(feature).',
  },
  attention: {
    title: 'Attention',
    computing: 'Computing attention…',
    shownAs: 'Attention shown as',
    kinds: {
      row: 'row',
      rollout: 'rollout',
      gradient: 'gradient',
    } satisfies Record<Settings['attention'], string>,
    row: 'The weights with which the patch reads every other patch of this photo in this layer; class token left out.',
    rollout:
      'Attention of this layer and all before it multiplied through, half of each step staying in place (Abnar & Zuidema).',
    gradient:
      'The same gradient at the end of the ViT’s last block, before the final norm, class token left out.',
  },
  head: { label: 'Head', mean: 'head mean' },

  /** Layers by their places, counted from 1. */
  block: (stage: number, block: number) => `stage ${stage} block ${block}`,
  layer: (layer: number) => `layer ${layer}`,
  lastBlock: 'last block',
  layerOfHead: (layer: string, head: number) => `${layer}, head ${head}`,
  layerOfMean: (layer: string) => `${layer}, mean of heads`,
  strip: (network: string) => `${network}, all layers`,

  scale: {
    title: 'Colour scale',
    kinds: { shared: 'shared', own: 'each its own', log: 'logarithmic' } satisfies Record<
      Settings['scale'],
      string
    >,
    correlation: 'Correlation keeps its own scale, −1 to 1.',
    shared: 'Both maps as shares of their sum, per 16 px square.',
    own: 'Each map in its own unit.',
    log: 'Each map by the logarithm of its values, down to 1/10,000 of the brightest: for what is faint.',
  },

  facts: {
    title: 'This patch, these layers',
    distance: { heat: 'heat: distance from it', attention: 'attention: distance from it' },
    within: {
      heat: (pixels: number) => `heat within ${pixels} px`,
      attention: (pixels: number) => `attention within ${pixels} px`,
    },
    uniform: 'uniform attention',
  },
  plot: {
    title: 'How far each layer carries',
    names: { heat: 'heat', attention: 'attention' },
    range: {
      heat: (from: string, to: string) => `heat from ${from} to ${to} px`,
      attention: (from: string, to: string) => `attention from ${from} to ${to} px`,
    },
    here: {
      heat: (pixels: string) => `heat ${pixels} px`,
      attention: (pixels: string) => `attention ${pixels} px`,
      uniform: (pixels: string) => `uniform attention ${pixels} px`,
    },
    between: ', ',
    alternative: (range: string, uniform: string, here: string) =>
      `How far each layer carries, mean over all patches: ${range}; uniform attention ${uniform} px. From the chosen patch: ${here}.`,
    uniform: (pixels: string) => `uniform, mean ${pixels}`,
    uniformHere: (pixels: string) => `uniform, this patch ${pixels}`,
    first: 'first layer',
    last: 'last layer',
    what: 'Lines: mean over all patches, in pixels of the input. Attention: Σ weight · distance over the patches (Dosovitskiy et al.); small dots are heads. Heat: the same formula over |impulse response| of each channel, mean over channels. Diamonds: the maps in view, from the chosen patch alone, as in the table above.',
    sizes: (vheat: string, size: string, vit: string, vitSize: string) =>
      `${vheat} sees ${size}, ${vit} ${vitSize}: distances are in pixels of each network’s own input.`,
  },
};
