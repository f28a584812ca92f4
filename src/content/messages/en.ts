import { api, app } from './en/app.ts';
import { checkpoint, download } from './en/checkpoint.ts';
import { backends, engine } from './en/engine.ts';
import { image } from './en/image.ts';
import { model } from './en/model.ts';
import type { Messages, ParamsOf } from './messages.ts';
import { FORMATS } from './notation.ts';

const cutPhoto = (format: keyof typeof FORMATS) =>
  `This ${FORMATS[format]} file ends too early: a part of the picture is missing.`;

const CUT: Record<ParamsOf<'truncated'>['file'], string> = {
  jpeg: cutPhoto('jpeg'),
  png: cutPhoto('png'),
  gif: cutPhoto('gif'),
  webp: cutPhoto('webp'),
  bmp: cutPhoto('bmp'),
  avif: cutPhoto('avif'),
  heic: cutPhoto('heic'),
  'torch-legacy': 'This checkpoint ends too early.',
  'torch-zip': 'This checkpoint ends too early: its directory is missing.',
  safetensors: 'This safetensors file ends too early.',
};

/** The codes that several folders throw. */
const shared = {
  superseded: ({ of }) =>
    of === 'picture'
      ? 'A newer picture took the place of this one.'
      : 'A newer request took the place of this one.',
  empty: ({ file }) =>
    file === 'photo' ? 'The file is empty. Choose another photo.' : 'The file is empty.',
  truncated: ({ file }) =>
    `${CUT[file]} The download or copy was probably interrupted: get it again.`,
  'input-size': ({ fault, size, allowed }) => {
    switch (fault) {
      case 'stride':
        return `An input of ${size} pixels does not divide into tokens. Choose a multiple of ${allowed}.`;
      case 'inference-form':
        return `This checkpoint is in inference form, which works at ${allowed} pixels only. Open its training form to use ${size} pixels.`;
      case 'fixed':
        return `This ViT works at ${allowed} pixels only, not at ${size}. Leave the input size out.`;
      case 'range':
        return `An input of ${size} pixels is too large or too small. Choose a multiple of 32 up to ${allowed}.`;
      default:
        return fault satisfies never;
    }
  },
  'no-classifier': (params) => {
    switch (params.asked) {
      case 'forward':
        return 'This network is a backbone: it has no classifier and cannot say what a picture shows. Open a checkpoint that was trained to classify.';
      case 'predictions':
        return `${params.network} is a backbone: it has no classifier and cannot say what a picture shows. Load a network that classifies.`;
      case 'labels':
        return `${params.network} is a backbone: it has no classes to name. Load a network that classifies, then open its labels file.`;
      default:
        return params satisfies never;
    }
  },
  'model-unknown': ({ asked, id }) => {
    const file = id.startsWith('file:') ? id.slice('file:'.length) : null;
    if (asked === 'link')
      return file === null
        ? 'The link names a model that is not here; the embedded one is used.'
        : `The link names the checkpoint "${file}", which this browser does not keep: open its file again. The embedded model is used.`;
    return file === null
      ? `No model called "${id}" is served with the app.`
      : `The checkpoint "${file}" is not kept in this browser. Open its file again.`;
  },
} satisfies Partial<Messages>;

/** Every sentence in English. */
export const en: Messages = {
  ...shared,
  ...app,
  ...api,
  ...checkpoint,
  ...download,
  ...image,
  ...model,
  ...backends,
  ...engine,
};
