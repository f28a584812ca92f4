import { CodedError, type None } from '../../coded/coded.ts';
import type { PhotoKind } from './photo-file.ts';

/** Why a photo cannot be opened. */
export interface ImageErrors {
  empty: { readonly file: 'photo' };
  unreadable: None;
  'file-too-large': { readonly bytes: number; readonly most: number };
  /** More pixels than `most`, or a side longer than that. */
  'too-many-pixels': {
    readonly width: number;
    readonly height: number;
    readonly of: 'photo' | 'side';
    readonly most: number;
  };
  'not-an-image': { readonly found: 'html' | 'pdf' | 'video' | 'text' | 'unknown' };
  svg: None;
  'unsupported-format': { readonly format: 'heic' | 'tiff' | 'jxl' };
  damaged: { readonly format: PhotoKind; readonly fault: 'header' | 'data' | 'nothing-visible' };
  truncated: { readonly file: PhotoKind };
  address: None;
  scheme: { readonly protocol: string };
  offline: None;
  'mixed-content': None;
  unreachable: { readonly fault: 'broken' | 'forgotten' | 'silent'; readonly host: string };
  cors: { readonly host: string };
  'http-status': { readonly status: number };
  /** `host` is empty where the address has none. */
  stalled: { readonly host: string; readonly milliseconds: number };
  'html-page': None;
}

/** What was not what it seemed in a photo that was opened. */
export interface ImageNotes {
  /** The file ends early with all pixels in it; `coarse` where a part may have come in later scans. */
  'ends-early': { readonly coarse: boolean };
  'first-frame': None;
  transparent: None;
}

/** A photo that cannot be opened. */
export class ImageError extends CodedError<ImageErrors> {
  override readonly name = 'ImageError';
}
