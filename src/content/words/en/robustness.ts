const IMAGENET_C = 'C1 to C5 are the severities of ImageNet-C (Hendrycks and Dietterich 2019).';

/** The view robustness: what networks say of disturbed photos, and how often they are right on many. */
export const robustness = {
  title: 'Robustness',
  question: 'What happens off the beaten track?',
  intro:
    'Disturb the photo and see whether the networks stay with their answer. Below the same over all severities: first for this photo, then, as evidence, for many pictures whose classes are known.',
  side: 'Photo and disturbance',
  numbers: 'Numbers',
  disturbance: 'Disturbance',
  severity: 'Severity',
  undisturbed: 'Undisturbed',
  /** A severity of ImageNet-C, 1 to 5. */
  level: (level: number) => `C${level}`,
  /** What each disturbance is called, and what is done, exactly. */
  kinds: {
    rotation: {
      name: 'Rotation',
      sentence:
        'Turned clockwise about the middle. The corners that this uncovers have the mean colour of ImageNet.',
    },
    noise: {
      name: 'Gaussian noise',
      sentence: `Normal noise on red, green and blue; σ = 1 is the way from black to white. The grain is always the same. ${IMAGENET_C}`,
    },
    blur: {
      name: 'Blur',
      sentence: `A Gaussian of σ pixels on a picture of 224 a side; smaller inputs are blurred by fewer of their own. ${IMAGENET_C}`,
    },
    contrast: {
      name: 'Contrast',
      sentence: `Every colour is drawn towards the picture’s mean. ${IMAGENET_C}`,
    },
    brightness: {
      name: 'Brightness',
      sentence: `Added to the value V of HSV; below 0 darker, which ImageNet-C has not. ${IMAGENET_C}`,
    },
    jpeg: {
      name: 'JPEG quality',
      sentence: `Stored as a JPEG with colours at half resolution, as libjpeg does, and read again. ${IMAGENET_C}`,
    },
    occlusion: {
      name: 'Occlusion',
      sentence:
        'A square of the mean colour of ImageNet hides what is there: its side is a share of the picture’s. Click the picture, or use the arrow keys on the photo, to move it.',
    },
    shift: {
      name: 'Shift',
      sentence:
        'Moved sideways by a share of the width. What this uncovers has the mean colour of ImageNet.',
    },
    size: {
      name: 'Size',
      sentence: 'The photo smaller, in the middle of a ground of ImageNet’s mean colour.',
    },
    grey: {
      name: 'Colour to grey',
      sentence: 'The share of the colour that is taken out; what stays is the luma of BT.601.',
    },
    time: {
      name: 'Time t',
      sentence:
        'The photo as it is, and heat conducted for another [time](time) than in training, in every block that the knobs reach. At t = 0 nothing is conducted. A ViT has no time.',
    },
  },
  quality: (quality: number) => `quality ${quality}`,
  notCompressed: 'not compressed',
  /** Where on an axis an answer is given: the part around no disturbance, and how many others there are. */
  spans: {
    all: 'all along',
    nowhere: 'nowhere around no disturbance',
    upTo: (to: string) => `up to ${to}`,
    between: (from: string, to: string) => `from ${from} to ${to}`,
    from: (from: string) => `from ${from} on`,
    again: (others: number) =>
      others === 0
        ? ''
        : `, and again in ${others === 1 ? 'another part' : `${others} other parts`}`,
  },
  seen: {
    by: (disturbance: string, amount: string, network: string, pixels: string) =>
      `**${disturbance} ${amount}** as ${network} sees it, ${pixels} px`,
    described: (
      title: string,
      disturbance: string,
      amount: string,
      network: string,
      { width, height }: { readonly width: number; readonly height: number },
    ) =>
      `${title}, ${disturbance.toLowerCase()} ${amount}: exactly what ${network} sees, ${width} by ${height} pixels`,
  },
  answer: {
    loading: 'Loading the network…',
    asking: 'Asking the network…',
    says: (network: string) => `What ${network} says`,
    noTime: (network: string) =>
      `${network} attends and conducts no heat: time does not change it.`,
    noClasses: (network: string) =>
      `${network} is a backbone without a classifier: it gives no answer that could change.`,
    kept: (probability: string) => `As undisturbed, when it said so with ${probability}.`,
    changed: (name: string, before: string, now: string) =>
      `Undisturbed it says ${name}, ${before}; now that has ${now}.`,
  },
  curve: {
    title: 'This photo: the undisturbed answer',
    waiting: 'Asking the networks…',
    key: 'Lines: probability of that answer; circles: where another class takes over, or it comes back.',
    /** @param span where the network says so */
    story: (network: string, name: string, span: string) => `${network} says ${name} ${span}`,
    stories: (stories: readonly string[]) => `${stories.join('; ')}.`,
    described: (title: string, disturbance: string, stories: string) =>
      `${title}, its probability over ${disturbance.toLowerCase()}. ${stories}`,
  },
  evidence: {
    title: 'Evidence: right answers on many pictures',
    bars: 'Bars reach two standard errors up and down.',
    none: (network: string) =>
      `There is no evidence for ${network}: nobody has measured it as it is loaded here. Measure it on pictures of your own, under “On your own pictures”.`,
    source: (
      network: string,
      undisturbed: string,
      measured: {
        readonly date: string;
        readonly backend: string;
        readonly pictures: number;
        readonly dataset: string;
      },
    ) =>
      `${network}: ${undisturbed} right undisturbed; measured on ${measured.date} through this app, on ${measured.backend}, with ${measured.pictures} pictures of ${measured.dataset}.`,
    point: (amount: string, share: string) => `${amount} ${share} %`,
    points: (network: string, points: readonly string[]) => `${network}: ${points.join(', ')}.`,
    described: (title: string, disturbance: string, networks: string) =>
      `${title}, over ${disturbance.toLowerCase()}. ${networks}`,
    /** What was measured here of a network. */
    yours: (network: string) => `${network}, yours`,
    right: 'Right answers',
    caption: (disturbance: string) => `${disturbance}: %, ± standard error`,
  },
  own: {
    title: 'On your own pictures',
    how: 'Choose a folder of pictures, or drop it here: in it one folder for each class, named by its synset, its name or its index. The pictures do not leave this device.',
    network: 'Network to measure',
    which: 'Disturbances to measure',
    one: 'this disturbance',
    all: 'all',
    folder: 'Choose a folder…',
    folderOf: 'Choose a folder of pictures',
    again: 'Measure again',
    run: 'Measurement',
    progress: 'Pictures measured',
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    theNetwork: 'The network',
    measured: (network: string, pictures: number, total: number) =>
      `${network} was measured on ${pictures} of ${total} pictures.`,
    skipped: (pictures: number) => `${pictures} could not be opened.`,
    /** Folders that name no class: some of them, and how many others there are. */
    unknown: (names: readonly string[], others: number) =>
      `Left out, since they name no class: ${names.map((name) => `"${name}"`).join(', ')}${others > 0 ? ` and ${others} more` : ''}.`,
  },
};
