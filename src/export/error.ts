import { CodedError } from '../coded/coded.ts';

/** Why a file could not be made. */
export interface ExportErrors {
  'export-failed':
    { readonly fault: 'chart-gone' | 'no-grid' | 'not-drawn' | 'no-encoder' } | TooLarge;
}

/** More pixels than the browser allows. */
interface TooLarge {
  readonly fault: 'too-large';
  readonly width: number;
  readonly height: number;
}

/** A file could not be made. */
export class ExportError extends CodedError<ExportErrors> {
  override readonly name = 'ExportError';
}
