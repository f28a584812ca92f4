// Places are bytes from the beginning of memory. A pixel, or a frequency, is a vector of four float32 numbers: red, green,
// blue and luminance. All four go through one transform at once, along rows and along columns alike.
export { conduct } from './conduct';
