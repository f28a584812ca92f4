/** A file could not be made; the message says why and what to do. */
export class ExportError extends Error {
  readonly code = 'export-failed';

  constructor(message: string) {
    super(message);
    this.name = 'ExportError';
  }
}
