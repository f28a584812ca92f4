import type { Explorer } from './explorer.ts';

const PICTURE = /^image\/|\.(jpe?g|png|webp|avif|gif|bmp|heic|heif)$/i;

/**
 * Takes what was picked, dropped or pasted: the first picture of several is opened, and the user is told.
 * What is no picture is refused by its content, in the engine. Failures end as notices.
 */
export async function openFiles(explorer: Explorer, files: readonly File[]): Promise<void> {
  const file = files.find((f) => PICTURE.test(f.type) || PICTURE.test(f.name)) ?? files.at(0);
  if (file === undefined) return;
  try {
    await explorer.openImage({ blob: file }, file.name);
    if (files.length > 1)
      explorer.notify({
        kind: 'note',
        code: 'several-files',
        message: `${files.length} files came at once; "${file.name}" is shown.`,
      });
    else explorer.dismiss('several-files');
  } catch {
    // the explorer has told the user
  }
}

/** Opens a picture by its address. Failures end as notices. */
export async function openAddress(explorer: Explorer, address: string): Promise<boolean> {
  const title = address.split(/[?#]/)[0].split('/').pop() ?? '';
  try {
    await explorer.openImage({ url: address.trim() }, title === '' ? address : title);
    return true;
  } catch {
    return false;
  }
}

/** Takes a paste or drop: files first, else an address in its text. Says so when there is neither. */
export async function openTransfer(
  explorer: Explorer,
  files: readonly File[],
  text: string,
): Promise<void> {
  const address = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
  if (files.length > 0) await openFiles(explorer, files);
  else if (address !== undefined && /^(https?|blob):/i.test(address))
    await openAddress(explorer, address);
  else
    explorer.notify({
      kind: 'note',
      code: 'nothing-to-open',
      message: 'There is no picture in what was pasted or dropped.',
    });
}
