export type ImageErrorCode =
  | 'empty'
  | 'unreadable'
  | 'file-too-large'
  | 'too-many-pixels'
  | 'not-an-image'
  | 'svg'
  | 'unsupported-format'
  | 'damaged'
  | 'truncated'
  | 'address'
  | 'scheme'
  | 'offline'
  | 'mixed-content'
  | 'unreachable'
  | 'cors'
  | 'http-status'
  | 'stalled'
  | 'html-page';

/** A photo that cannot be opened: a stable code for programs, one sentence for people. */
export class ImageError extends Error {
  override readonly name = 'ImageError';

  constructor(
    readonly code: ImageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
