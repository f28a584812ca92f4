/** The photo and what a network says of it, in every view that shows them. */
export const photo = {
  samples: 'Sample photos',
  picker: { label: 'Source patch', none: 'the whole map' },
  predictions: 'Predictions',
  plain:
    'Plain probabilities: how often this network is right when it is so sure has not been measured.',
  noneFits: {
    says: (classes: number) => `Perhaps none of its ${classes} classes fits this picture.`,
    /** In percent. */
    measured: (own: number, others: number) =>
      `Measured: it says so of ${own} % of the pictures that do show one of its classes, and of ${others} % of those that show none; most of these pass unnoticed.`,
    instead: 'If one of them had to fit:',
  },
  thousand: {
    title: 'A network that knows 1,000 classes',
    download: '1. Download a file from its authors',
    link: (name: string) => `Download ${name}`,
    facts: (megabytes: number, top1: string, terms: string) =>
      `about ${megabytes} MB · ${top1} % right on ImageNet, as published · ${terms}`,
    terms: {
      none: 'no licence stated: for your own study only',
      apache: 'Apache 2.0',
    },
    drop: '2. Drop it here',
    choose: 'Choose the downloaded file',
    opening: 'Opening…',
    orDrop: 'or drop it on this frame',
    kept: 'It is read on this device and remembered in this browser; the next visit begins with it. Models lists it, and removes it.',
  },
  noClassifier: {
    vheat: (name: string) =>
      `**${name}** is a backbone without a classifier: it cannot say what the photo shows, but Diffuse, Field and Compare show how it sees.`,
    vit: (name: string) =>
      `**${name}** is a backbone without a classifier: it cannot say what the photo shows, but Field and Compare show how it sees.`,
  },
  assumed: {
    intro: 'Assumed, as the file does not say: ',
    separator: ', ',
    end: '.',
    choose: 'Choose otherwise',
    heads: (heads: number) => (heads === 1 ? '1 attention head' : `${heads} attention heads`),
    grid: (grid: string) => `${grid} patches`,
    norms: { pre: 'pre-norm', post: 'post-norm' },
    normalisation: 'ImageNet’s mean and deviation',
  },
};
