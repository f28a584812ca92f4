/** A base address for files that lie in the page itself; nothing answers there but the page's own engine. */
export const PACKED = 'https://packed.invalid/';

/** Files of the app by their path in its folder. */
export type PackedFiles = Readonly<Record<string, Blob>>;

/** Of the element that lists the files, before them: `build/one-file.ts` writes it. */
export const INDEX_ID = 'packed-files';

/** What the list says of a file; its gzipped bytes in base64 are the text of the element with this id. */
export interface PackedFile {
  readonly id: string;
  readonly path: string;
  readonly type: string;
  /** Length of the element's text. */
  readonly characters: number;
}
