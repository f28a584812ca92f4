import type { Messages, ParamsOf } from '../messages.ts';
import { count, FORMATS } from '../notation.ts';

const NO_PHOTO: Record<ParamsOf<'not-an-image'>['found'], string> = {
  html: 'This is a web page, not a photo. Save the picture itself and open that file.',
  pdf: 'This is a PDF document, not a photo. Save its picture as a JPEG or PNG and open that.',
  video: 'This is a video, not a photo. Save one of its frames as a JPEG or PNG and open that.',
  text: 'This is a text file, not a photo. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.',
  unknown:
    'This file is not a photo that can be recognised. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.',
};

const UNSUPPORTED: Record<ParamsOf<'unsupported-format'>['format'], string> = {
  heic: 'This browser cannot open HEIC photos. Convert it to JPEG and open that.',
  tiff: 'Browsers do not show TIFF photos. Convert it to JPEG or PNG and open that.',
  jxl: 'Browsers do not show JPEG XL photos. Convert it to JPEG or PNG and open that.',
};

/** What a status of HTTP means to whoever wanted a photo. */
function deniedBy(status: number): string {
  if (status === 404 || status === 410) return 'There is no photo at this address';
  if (status === 401 || status === 403) return 'The server does not give this photo to everyone';
  if (status === 429) return 'The server has had too many requests';
  return 'The server could not deliver the photo';
}

/** Photos that cannot be opened, and what is told of those that can. */
export const image = {
  unreadable: () =>
    'The file could not be read: it may be a folder, or it was moved or changed. Choose it again.',
  'file-too-large': ({ bytes, most }) =>
    `The file is larger than photos should be (${Math.ceil(bytes / 1e6)} MB; the limit is ${most / 1e6} MB). Save it smaller, as a JPEG for example.`,
  'too-many-pixels': ({ width, height, of, most }) => {
    const size = `${count(width)} × ${count(height)} pixels`;
    return of === 'photo'
      ? `The photo is too large: ${size} are ${count(Math.ceil((width * height) / 1e6))} megapixels, and the limit is ${most / 1e6}. Save it smaller and open it again.`
      : `The photo is too long: ${size}, and the limit is ${count(most)} pixels a side. Crop it and open it again.`;
  },
  'not-an-image': ({ found }) => NO_PHOTO[found],
  svg: () =>
    'This is an SVG drawing, which can contain programs and is not opened. Save it as a PNG and open that.',
  'unsupported-format': ({ format }) => UNSUPPORTED[format],
  damaged: ({ format, fault }) => {
    const name = FORMATS[format];
    if (fault === 'header')
      return `This ${name} file is damaged: its header does not say how large the photo is. Get it from its source again.`;
    if (fault === 'data')
      return `This ${name} file is damaged and cannot be decoded. Get it from its source again.`;
    return `There is nothing to see in this ${name} file: all of it is transparent, or it is damaged. Choose another photo.`;
  },
  address: () =>
    'This is not a complete web address. It should begin with https:// and lead to a photo.',
  scheme: ({ protocol }) =>
    protocol === 'file:'
      ? 'A web page may not open file: addresses. Choose the file or drop it on the window.'
      : `Addresses beginning with ${protocol} are not opened. Use one that begins with https://.`,
  offline: () =>
    'This device is offline, so the photo cannot be downloaded. Open a file or a sample instead.',
  'mixed-content': () =>
    'This page is secure and browsers do not let it load from http: addresses. Use the https: address, or download the photo and open the file.',
  unreachable: ({ fault, host }) => {
    if (fault === 'broken')
      return 'The connection broke while the photo was downloading. Try again.';
    if (fault === 'forgotten')
      return 'This photo is no longer in the browser’s memory. Open it again.';
    return `${host} could not be reached. Check the address, or download the photo and open the file.`;
  },
  cors: ({ host }) =>
    `${host} does not allow other web pages to read its photos (no CORS header). Download the photo and open the file instead.`,
  'http-status': ({ status }) =>
    `${deniedBy(status)} (HTTP ${status}). ${status === 429 || status >= 500 ? 'Try again later' : 'Check the address'}.`,
  stalled: ({ host, milliseconds }) =>
    `No data arrived from ${host || 'the address'} for ${milliseconds / 1000} seconds. Try again later, or download the photo and open the file.`,
  'html-page': () =>
    'The address leads to a web page, not to a photo. Copy the address of the picture itself and try again.',
  'ends-early': ({ coarse }) =>
    coarse
      ? 'The file ends too early: no part of the picture is missing, but it may be coarser than it was.'
      : 'The file ends too early, but no part of the picture is missing.',
  'first-frame': () => 'Only the first frame of this animation is used.',
  transparent: () => 'Transparent areas are laid on white.',
} satisfies Partial<Messages>;
