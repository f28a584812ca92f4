import type { Settings } from '../../../state/settings.ts';

interface Run {
  readonly network: 'vheat' | 'vit';
  readonly trained: boolean;
}

type Norms = Record<Settings['norm'], string>;

const NAMES = { vheat: 'vHeat', vit: 'ViT' };
const photos = (count: number) => (count === 1 ? '1 photo' : `${count} photos`);

/** How far one cell sees. */
export const field = {
  title: 'Field',
  heading: 'How far does one cell see?',
  how: 'The [receptive field](receptiveField) of the marked cell: the brighter a pixel, the more it changes what the network computes there. White: squares that hold 20, 30, 50 and 99 % of it; blue: the line around half, smoothed; dashed: as wide as the [convolutions](convolution) alone could see.',
  /** For a stage. */
  line: {
    log10: 'Through log₁₀: where the bulk lies. White squares hold 20, 30, 50 and 99 % of it.',
    pow02: 'To the power 0.2: the same data, now with the faint tail, as far as it reaches.',
  } satisfies Norms,
  /** The number of a map; side of the square in pixels of the input. */
  half: (side: number) => `Half of it: a square of **${side} px**`,
  asked: 'Cell and photos',
  numbers: 'Numbers',

  cell: {
    title: 'Cell',
    middle:
      'The middle of the grid; where four cells meet there, the lower right one. Click the photo or use the arrow keys for another.',
    chosen: 'The cell that holds the chosen point.',
    reset: 'Middle',
  },
  stage: { title: 'vHeat at the end of stage', label: 'Stage' },
  photos: {
    title: 'Photos',
    current: 'this one',
    samples: (count: number) => `all ${count} samples`,
    own: (count: number) => `your ${count}`,
    average: 'Average over photos…',
    files: 'Average over your photos',
  },
  norm: {
    title: 'Normalisation',
    names: { log10: 'log₁₀: the bulk', pow02: 'power 0.2: the faint tail' } satisfies Norms,
    short: { log10: 'log₁₀', pow02: 'power 0.2' } satisfies Norms,
    what: 'The same measurement through two lenses: log₁₀ (as in RepLKNet’s paper) shows where the bulk lies; the power 0.2 (VMamba’s) lifts the faint tail, as far as it reaches. Ratios of the two are not comparable.',
  },
  training: {
    title: 'Training',
    after: 'after',
    both: 'before and after',
    before: (k: string | null) =>
      `Before: the same shapes with seeded random weights (σ = 0.02, PyTorch’s convolutions). ${
        k === null
          ? 'Their k is close to 0, so an untrained vHeat hardly conducts.'
          : `Their own k is close to 0; where the knobs act, k = ${k} takes its place.`
      }`,
  },

  runs: {
    label: 'Receptive field',
    done: 'Photos done',
    cancel: 'Cancel',
    cancelled: 'Cancelled: the maps show the photos that were done.',
    cancelledBefore: 'Cancelled before the first photo.',
    computing: 'Computing…',
    loading: 'Loading the networks…',
  },
  /** What a map is of. */
  of: ({ network, trained }: Run) => `${NAMES[network]} ${trained ? 'after' : 'before'} training`,
  /** The same where room is short. */
  ofShort: ({ network, trained }: Run) => `${NAMES[network]} ${trained ? 'after' : 'before'}`,
  endOfStage: (stage: number) => `end of stage ${stage}`,
  endOfLastBlock: 'end of the last block',
  /** Exactly what a map is, and of how much; `size` is that of the network’s input. */
  caption: (images: number, size: string, skipped: number) =>
    `Mean over ${photos(images)} at ${size} input${skipped > 0 ? `, ${photos(skipped)} left out` : ''}: what each pixel contributes to the cell, Σ over RGB of the positive part of ∂s/∂pixel, s = Σ ReLU(feature).`,

  table: {
    caption: (of: string, size: string, images: number, norm: string) =>
      `${of}: ${size} input, ${photos(images)}, ${norm}`,
    share: (percent: number) => `${percent} % of it`,
    published: 'as published',
    notReached: 'not reached',
    sides:
      'Sides in pixels of the input and area as a share of it: the smallest square around the middle of the cell, cut off at the picture’s edges, whose share of the normalised map is greater. As published: areas of the squares around the middle of the picture, which the recipe asks of the cell there.',
    unreached: (norm: Settings['norm']) =>
      `Not reached: published squares end before the picture does, and the largest holds less.${
        norm === 'pow02'
          ? ' The power 0.2 lifts the faintest pixels close to the brightest, so that the map is nearly even and a square holds little more than its share of the area.'
          : ''
      }`,
  },
  theory: {
    title: 'Side at the end of each stage',
    convolutions: 'convolutions alone',
    measured: 'measured',
    stage: (stage: number) => `stage ${stage}`,
    measure: 'Measure every stage',
    measuring: 'Measuring…',
    what: 'Convolutions alone: all that they could reach without heat. Measured: the square that holds 99 %.',
  },
  plot: {
    title: 'Contribution within a radius',
    half: (of: string, radius: number) => `${of}: half within ${radius} px`,
    between: '; ',
    alternative: (summary: string) => `Contribution within a radius. ${summary}.`,
  },
};
