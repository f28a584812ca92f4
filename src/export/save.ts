import type { ExportFile } from './files.ts';

/** Long enough for a browser to have begun to read the file. */
const KEPT_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function save({ name, blob }: ExportFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
