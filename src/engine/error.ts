/** A failure of the engine itself: a stable code for programs, one sentence for people. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A newer call of the same kind took this one's place. */
export function superseded(): EngineError {
  return new EngineError('superseded', 'A newer request took the place of this one.');
}
