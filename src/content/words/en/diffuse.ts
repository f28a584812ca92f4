/** The view Diffuse: heat spreading through the network, and in the photo itself. */
export const diffuse = {
  title: 'Diffuse',
  subject: { label: 'Show heat', network: 'feature maps', pixels: 'pixel laboratory' },
  sides: { prediction: 'Prediction', network: 'Network', networkAndK: 'Network and k' },
  waiting: 'Waiting for the network…',

  /** Where on the network: counted from 1. */
  heading: (stage: number, block: number, channel: number) =>
    `Stage ${stage} · block ${block} · channel ${channel}`,
  place: (stage: number, block: number, channel: number) =>
    `stage ${stage}, block ${block}, channel ${channel}`,
  elsewhere: (reach: string) => `as trained: t and k act on ${reach}`,

  source: {
    label: 'Source of heat',
    whole: 'whole map',
    impulse: 'impulse',
    patch: 'patch',
  },

  figures: {
    signed: 'signed',
    source: {
      title: 'Source U⁰',
      caption: (rows: number, columns: number) =>
        `What enters this block’s heat step, [U⁰](source): one [channel’s](channel) map, a value for each of ${rows}×${columns} [tokens](token). Warm is above zero, cold below.`,
    },
    point: {
      title: 'Point source',
      caption: 'All heat in one [token](token), none elsewhere. Any map is a sum of such points.',
    },
    spectrum: {
      whole: 'Spectrum of U⁰',
      impulse: 'Spectrum of the impulse',
      patch: 'Spectrum of the patch',
      unit: '|DCT|',
      caption:
        'The same map as a sum of standing waves ([DCT](dct)): coarse ones top left, fine ones bottom right. Point at one to see that wave.',
    },
    decay: {
      title: 'What survives',
      unit: 'exp(−ω²kt)',
      caption:
        'The share of each wave left after the time t. Because of [ω²](decay) a wave twice as fine fades four times as fast; where the learned k is near 0 it never fades, by choice of training.',
    },
    result: {
      title: 'Result Uᵗ',
      whole:
        'What leaves it, [Uᵗ](result): the surviving waves, added up. Each spans the whole map, so a little of every token’s heat arrives at every other.',
      point:
        'What becomes of it, [Uᵗ](result): each surviving wave spans the whole map, so a little arrives everywhere. It falls below zero where waves, each with its own k, do not quite cancel.',
    },
    k: {
      title: 'Learned k',
      unit: 'over ω_y ↓, ω_x →',
      caption:
        'The learned [diffusivity](diffusivity) of each wave of this channel: where it is near 0 the wave stays.',
    },
  },

  means: {
    before: 'mean of the source',
    now: 'mean of the result',
    kept: 'Heat moves, none is lost.',
  },

  channels: {
    label: 'Channels',
    title: (channels: number) => `All ${channels} channels, live`,
    picture: (channels: number) => ({
      name: `All ${channels} channels`,
      caption:
        'Every channel of the block, each conducting at its own diffusivity or all at the one that is set.',
    }),
    sort: 'Sort channels by',
    sorts: { meanK: 'mean k', energy: 'energy', spread: 'spread', number: 'number' },
    each: 'Each conducts at its own diffusivity; click one to look inside.',
    constant: (k: string) => `All conduct at k = ${k}; click one to look inside.`,
    some: (shown: number, channels: number) =>
      `Drawn without a GPU: the first ${shown} of ${channels} keep up with time.`,
    one: (channel: number, meanK: string) => `channel ${channel}, mean k ${meanK}`,
  },

  prediction: {
    label: 'Prediction with these knobs',
    title: 'Prediction at this t and k',
    without: 'Prediction without heat',
    of: (model: string) => `Prediction of ${model}`,
    attends:
      'It attends and conducts no heat, so t and k do not change it. Choose a vHeat in Models to see them at work.',
  },

  curve: {
    title: 'Where the decision flips',
    label: 'Curve over',
    axes: { kt: 'k · t', constant: 'constant k' },
    trained: '1 trained',
    upTo: (probability: string) => `up to ${probability}`,
    winsFrom: (at: string) => `wins from ${at}`,
    asking: (axis: string) => `Asking the network along ${axis}…`,
    noNumbers: (axis: string) => `No numbers along ${axis}.`,
    limits:
      'At **t = 0** no heat flows. Only the [convolutions](convolution) are left: each hears of its neighbours alone, so the network judges by texture; that is more than a blind guess, for most photos less than enough. At **t = 16** heat flows longer than in training and each map keeps its coarsest waves; what goes around the heat steps stays. A photo may gain by it, most lose a little: Robustness counts them.',
    /** The decisions along an axis in one sentence; `more` flips are not told. */
    story: (axis: string, first: string, flips: readonly Flip[], more: number) =>
      flips.length === 0
        ? `${first} all along ${axis}.`
        : `${first}${flips.map(({ at, to }) => `, from ${axis} ≈ ${at} ${to}`).join('')}${
            more > 0 ? `, and ${more} more flips` : ''
          }.`,
  },

  diffusivity: {
    title: 'Diffusivity',
    reset: 'As trained',
    kind: 'Kind of diffusivity',
    learned: 'learned k ×',
    constant: 'constant k',
    slider: 'Diffusivity k',
    factor: (k: string) => `${k} ×`,
    timesLearned: (k: string) => `${k} times the learned k`,
    everywhere: (k: string) => `k = ${k} at every frequency`,
    scope: 'Time and diffusivity act on',
    scopes: { block: 'this block', stage: 'stage', network: 'network' },
    learnt:
      'Training learned [k](diffusivity): it differs by block, channel and wave, never by place or photo. The network always runs one step, [t = 1](time); any other time is your experiment.',
    means: {
      title: 'Mean of the learned k',
      channel: (channel: number) => `channel ${channel}, over its waves`,
      block: 'this block, over its channels',
      network: 'this network, block by block',
      range: (low: string, high: string) => `${low} – ${high}`,
    },
  },

  network: {
    title: 'Network',
    label: 'Block',
    stage: (stage: number) => `stage ${stage}`,
    block: (stage: number, block: number, meanK: string) =>
      `stage ${stage}, block ${block}, mean k ${meanK}`,
    legend: 'mean learned k',
    note: 'One colour for each block: its k, averaged over all channels and waves. Hotter blocks spread heat further.',
  },

  display: {
    title: 'Colours and scales',
    signed: {
      name: 'signed maps',
      label: 'Colours of signed maps',
      theme: 'blue · red',
      'purple-orange': 'purple · orange',
    },
    magnitude: {
      name: 'magnitudes',
      label: 'Colours of magnitudes',
      inferno: 'inferno',
      cividis: 'cividis',
      grey: 'grey',
    },
    range: {
      name: 'scale',
      label: 'Colour scale',
      source: 'max |U⁰|',
      shared: 'block',
      own: 'own',
    },
    law: { name: 'steps', label: 'Steps of the scale', linear: 'linear', log: 'logarithmic' },
    smooth: { name: 'between tokens', label: 'Interpolation', smooth: 'smooth', pixel: 'tokens' },
  },

  lab: {
    title: 'The photo as heat',
    pixels: 'Pixels',
    law: 'Every pixel is a temperature. Heat flows from hot to cold, fine detail first: exp(−[ω](frequency)²kt).',
    prediction: {
      title: 'Prediction at this t, for the undisturbed photo',
      note: 'Here heat flows in the picture alone. The network still gets the photo as it was taken; t and k act on the maps inside it.',
    },
    k: (k: string) => `k = ${k} px² per unit of time`,
    means: { before: 'mean brightness as taken', now: 'mean brightness now' },
    picture: (size: number) => `Uᵗ, ${size} × ${size} pixels`,
    photo: 'The photo',
    spreadOf: (pixels: string, size: number) =>
      `The photo after its heat has spread by ${pixels} of ${size} pixels`,
    place: (size: number) => `${size} × ${size} pixels`,
    spectrum: {
      title: 'Spectrum',
      unit: '|DCT| of brightness',
      caption:
        'The photo as a sum of standing waves, its [DCT](dct): how much is left of each, coarse ones top left, fine ones bottom right. Point at one to see that wave; each spans the whole picture.',
    },
    cut: 'Cut through the photo',
    row: (row: number, size: number) => `row ${row} of ${size}`,
    section: {
      title: 'Along the line',
      readOut: 'brightness, then and now',
      describe: 'Brightness along the line: it flattens towards its mean as heat flows',
    },
  },
};

/** A place on an axis from which another class wins. */
interface Flip {
  readonly at: string;
  readonly to: string;
}
