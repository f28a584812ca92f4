import type { Messages, ParamsOf } from '../messages.ts';
import { misfits } from '../notation.ts';

const EXPORT_FAULTS = {
  'chart-gone': 'The chart is not on screen any more. Show it and export it again.',
  'no-grid': 'A chart has no grid of numbers: take its CSV.',
  'no-encoder':
    'The film could not be written: this browser has no encoder for its kind and size. Choose GIF, or a smaller size.',
  'not-drawn':
    'The picture could not be drawn: this browser does not draw the SVG it is made of. Keep it as SVG instead.',
};

/** What the app itself tells. */
export const app = {
  // Whoever threw it had no words of ours.
  internal: ({ detail }) => detail,
  'engine-slow': () =>
    'The program that runs the network takes long to arrive: the connection is slow, or broken.',
  'no-network': () => 'No network can run here.',
  'model-none': () => 'No model is served with the app.',
  'model-replaced': ({ reason }, say) => `${say(reason)} The embedded model runs instead.`,
  'model-warning': ({ warning }, say) => say(warning),
  'not-remembered': () =>
    'This browser has no room for the checkpoint, or does not let this page store anything. It stays open until the page is closed.',
  samples: () => 'The sample pictures could not be read.',
  'sample-unknown': () =>
    'The link names a sample picture that is not here; the first one is shown.',
  'image-note': ({ notes }, say) => notes.map(say).join(' '),
  'several-files': ({ files, taken }) =>
    `${files} files came at once; ${taken.map((name) => `"${name}"`).join(' and ')} ${taken.length === 1 ? 'is' : 'are'} opened.`,
  'nothing-to-open': () => 'There is no picture in what was pasted or dropped.',
  'labels-format': () =>
    'This file holds no class names. Give one name a line, or a JSON array of names, in the order of the classes.',
  'labels-count': ({ labels, network, classes }) =>
    `The file has ${labels} names, but ${network} has ${classes} classes: the names stay as they were. Open the labels file that belongs to this model.`,
  'no-labelled-pictures': ({ files }) =>
    `None of these ${files} files is a picture in a folder that is named after a class of the network. Give a folder with one folder for each class, named by its synset, its name or its index, such as n01443537, goldfish or 0.`,
  link: ({ refused }) =>
    `The link had values that do not fit and were left out: ${misfits(refused)}.`,
  'outside-network': ({ places }) => {
    const list = (parts: readonly string[]) => [...new Set(parts)].join(', ');
    const asked = list(places.map(({ what, asked: at }) => `${what} ${at + 1}`));
    const shown = list(
      places.map(({ what, shown: at }) => (at === null ? `mean of ${what}s` : `${what} ${at + 1}`)),
    );
    return `This network has no ${asked}. Shown instead: ${shown}.`;
  },
  'photo-missing': () =>
    'The link was made with a photo of its sender’s own, which no link can hold: ask for its file and open it here. The photo shown stands in for it.',
  'photos-missing': () =>
    'The link averages over photos of its sender’s own, which no link can hold: ask for their files and choose them here. The photo shown stands in for them.',
  panels: (params) =>
    'unknown' in params
      ? `No panel is called ${params.unknown.join(', ')}. There are ${params.all.join(', ')}.`
      : `This view has nothing of what is to be kept (${params.elsewhere.join(', ')}), so all of it is shown.`,
  'export-failed': (params) =>
    params.fault === 'too-large'
      ? `The picture could not be written: ${params.width} × ${params.height} pixels are more than this browser allows. Choose a smaller size.`
      : EXPORT_FAULTS[params.fault],
  'device-changed': () => 'The device changed during the measurement. Measure again.',
  'no-heat': ({ network }) =>
    `${network} conducts no heat: time does not change it. Choose another disturbance.`,
  'sums-overflow': ({ network }) =>
    `The sums of ${network} overflow on this picture: its probabilities are no numbers and mean nothing.`,
} satisfies Partial<Messages>;

function misfit(what: string, { at, problem }: ParamsOf<'bad-image'>): string {
  return `${what} does not fit${at === null ? '' : ` at ${at}`}: ${problem}.`;
}

/** What `window.vheat` refuses. */
export const api = {
  'bad-image': (params) => misfit('The image given to classify()', params),
  'bad-file': (params) => misfit('The file given to open()', params),
  'bad-options': (params) => misfit(`The ${params.argument} given to open()`, params),
  'bad-place': (params) => misfit('The place given to capture()', params),
  'bad-question': (params) => misfit(`The question given to ${params.of}()`, params),
  'bad-state': (params) =>
    'refused' in params
      ? `These settings are unknown or out of range: ${misfits(params.refused)}.`
      : misfit('What is given to setState()', params),
  'bad-event': (params) =>
    params.of === 'on' ? misfit('The event given to on()', params) : 'There is no such event.',
  'bad-listener': (params) => misfit('The listener given to on()', params),
  private: () =>
    'The photo or the network is the reader’s own: what comes of it is withheld until the reader allows this site to see it, in the frame.',
  'not-ready': () => 'No network is loaded yet: wait for ready().',
} satisfies Partial<Messages>;
