/** A file that cannot be read as a checkpoint: a stable code for programs, one sentence for people. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';

  constructor(
    /** Stable identifier such as `truncated` or `forbidden-global`. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
