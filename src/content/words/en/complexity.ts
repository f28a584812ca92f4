/** The view complexity: what seeing everything costs, by formula, on this device, and as published. */
export const complexity = {
  title: 'Complexity',
  question: 'What does it cost to see everything?',
  /** Why the powers of N are what they are. */
  answer: [
    '**Attention** makes each of N values from all N: N products, twice (compare the [tokens](token), then collect). That is 2 · N · N.',
    '**Heat** turns the map into waves ([DCT](dct)), along rows and along columns, and back: each of N values needs √N products, four times. That is 4 · N · √N, a multiple of [N^1.5](cost).',
    'Double the side of the image and N is 4 times as large: 16 times the work for attention, 8 times for heat.',
  ] as readonly string[],
  side: 'Image size and cost',
  imageSize: 'Image size',
  /** What is compared. */
  parts: {
    heat: 'heat',
    attention: 'attention',
    heatLayer: 'heat layer',
    attentionLayer: 'attention layer',
  },
  /** Powers of N by theory; where a layer is more than one power, from and to. */
  theory: { heat: '1.5', attention: '2', heatLayer: '1 to 1.5', attentionLayer: '1 to 2' },
  facts: {
    at: (pixels: number, side: number, ratio: string) =>
      `At ${pixels} px an image is ${side} × ${side} = ${side * side} tokens. To mix them, attention takes **${ratio} times** the multiply–adds of heat.`,
    caption: (pixels: number) => `One layer at ${pixels} px`,
    heat: 'heat',
    attention: 'attention',
    mixing: 'mixing, multiply–adds',
    layer: 'whole layer, multiply–adds',
    memory: 'mixing, memory',
    mixingTime: 'mixing, time here',
    layerTime: 'whole layer, time here',
    note: (channels: number, heads: number) =>
      `Layers of ${channels} channels, attention with ${heads} heads. Memory: the largest array that mixing holds in float32, by formula: the decay of every frequency and channel, or the scores of every pair of tokens and head.`,
  },
  time: {
    title: 'Time on this device',
    unmeasured: 'Medians over repeated runs, after warming up. Logarithmic axes.',
    measured: (device: string) => `${device}. Medians over repeated runs, after warming up.`,
  },
  exact: {
    title: 'Multiply–adds, exactly',
    note: 'By formula, for the same layers. A power of N is a straight line.',
  },
  plot: {
    described: (title: string, tokens: string, summary: string) =>
      `${title}, over ${tokens} tokens. ${summary}.`,
    grows: (name: string, exponent: string) => `${name} grows as N to the power ${exponent}`,
    incomplete: (name: string, sizes: string) => `${name}: ${sizes}`,
    separator: ', ',
    sizes: (measured: number, sizes: number) => `${measured} of ${sizes} sizes`,
    noisy: 'too noisy',
    exponents: (title: string) => `${title}: exponents`,
    fitted: 'fitted exponent',
    theory: 'theory',
  },
  run: {
    measure: 'Measure on this device',
    again: 'Measure again',
    measuring: 'Measuring…',
    label: 'Measurement',
    progress: 'Measured',
    cancel: 'Cancel',
    done: (device: string, spread: string) =>
      `Measured on ${device}. Usually half of the runs lie within ±${spread} of their median.`,
    leftOut: (list: readonly string[]) =>
      ` Left out, because it would have taken longer than 20 seconds: ${list.join(', ')}.`,
    one: (part: string, pixels: number) => `${part} at ${pixels} px`,
    cancelled: 'Cancelled: the curves show what was measured.',
  },
  doubts: {
    noisy: (spread: string) =>
      `Too noisy to tell exponents by: usually half of the runs differ by up to ±${spread}. Measure again with less running beside this page. `,
    one: (part: string, pixels: number, mixing: string, layer: string) =>
      `${part} at ${pixels} px (${mixing} against ${layer})`,
    all: (list: readonly string[]) =>
      `Mixing took longer than the whole layer it is part of: ${list.join(', ')}. Differences of that size are noise here; measure again with less running beside this page.`,
  },
  published: {
    title: 'Published: accuracy against speed',
    described: (title: string, conditions: string, summary: string) =>
      `${title}, ${conditions}. ${summary}.`,
    one: (name: string, accuracy: string, speed: number) =>
      `${name} ${accuracy} % at ${speed} images a second`,
    separator: ', ',
    axis: 'images per second',
    conditions: 'ImageNet-1k, 224 px, one NVIDIA A100',
    source: (conditions: string, source: string) =>
      `${conditions}. Source: ${source}. Not measured here.`,
  },
  why: {
    title: 'Why whole layers lie nearer to 1',
    /** @param sizes smallest and largest image; for both the shares of mixing in a layer */
    mixing: (
      [small, large]: readonly number[],
      heat: readonly string[],
      attention: readonly string[],
    ) =>
      `Around the mixing stand linear layers. They look at one token at a time, so their work grows as N¹. Mixing is only ${heat[0]} of a heat layer’s multiply–adds at ${small} px and ${heat[1]} at ${large} px; of an attention layer’s it is ${attention[0]} and ${attention[1]}.`,
    network: (small: string, large: string) =>
      `In vHeat-T as a whole the heat operator is ${small} of the multiply–adds at 224 px and ${large} at 768 px: seeing everything stays cheap as images grow.`,
    slopes:
      'Fitted exponents are slopes on logarithmic axes, least squares over all points. Where starting the work costs more than the work itself, as on a GPU with few tokens, a measured slope is flatter than theory; where arrays outgrow the caches it is steeper.',
  },
};
