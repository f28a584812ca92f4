import type { Explorer } from './explorer.ts';
import { readLabels } from './labels-file.ts';
import { asMessage } from './messages.ts';
import { sniffFile, wholeName, type OfferedKind } from './sniff-file.ts';

const PICTURE = /^image\/|\.(jpe?g|png|webp|avif|gif|bmp|heic|heif)$/i;

/** More dropped files than these are not looked into; large models come in as many parts. */
const MAX_SNIFFED = 100;

/** Tells that only some of several files were taken; `taken` may be all of them. */
function tellTaken(explorer: Explorer, files: readonly File[], taken: readonly File[]): void {
  if (files.length > taken.length)
    explorer.notify({
      kind: 'note',
      code: 'several-files',
      params: { files: files.length, taken: taken.map(({ name }) => name) },
    });
  else explorer.dismiss('several-files');
}

/**
 * Takes what was dropped or pasted: pictures, checkpoints and class names are told apart by content. The first of each
 * kind is opened, and the user is told when there were more. Failures end as notices.
 */
export async function openFiles(explorer: Explorer, files: readonly File[]): Promise<void> {
  const sniffed = await Promise.all(
    files.slice(0, MAX_SNIFFED).map(async (file) => ({ file, kind: await kindOf(file) })),
  );
  const checkpoint = checkpointAmong(sniffed);
  const labels = sniffed.find(({ kind }) => kind === 'labels')?.file;
  if (checkpoint === undefined && labels === undefined) {
    await openPicture(explorer, files);
    return;
  }
  const pictures = sniffed.flatMap(({ file, kind }) => (kind === 'picture' ? [file] : []));
  const picture = pictures.find(isPicture);
  const taken = [...(checkpoint ?? []), labels, picture].filter((file) => file !== undefined);
  if (checkpoint && !(await openCheckpoint(explorer, checkpoint))) return;
  if (labels && !(await openLabels(explorer, labels))) return;
  if (picture) await openPicture(explorer, [picture]);
  tellTaken(explorer, files, taken);
}

/** A file that cannot be read, such as a folder, is left to the picture reader, which says so. */
function kindOf(file: File): ReturnType<typeof sniffFile> {
  return sniffFile(file).catch(() => 'picture' as const);
}

function isPicture({ type, name }: File): boolean {
  return PICTURE.test(type) || PICTURE.test(name);
}

/**
 * Takes a picture that was picked: the first of several is opened, and the user is told. What is no picture is refused
 * by its content, in the engine. Failures end as notices.
 */
export async function openPicture(explorer: Explorer, files: readonly File[]): Promise<void> {
  const file = files.find(isPicture) ?? files.at(0);
  if (file === undefined) return;
  try {
    await explorer.openImage({ blob: file }, file.name);
    tellTaken(explorer, files, files.length > 1 ? [file] : files);
  } catch {
    // the explorer has told the user
  }
}

/**
 * Takes checkpoints that were picked: the first is opened, with its parts if it is one. Failures end as notices.
 * @returns whether one was opened
 */
export async function openCheckpoints(
  explorer: Explorer,
  files: readonly File[],
): Promise<boolean> {
  const sniffed = await Promise.all(
    files.slice(0, MAX_SNIFFED).map(async (file) => {
      const kind = await kindOf(file);
      return { file, kind: kind === 'index' ? kind : ('checkpoint' as const) };
    }),
  );
  const checkpoint = checkpointAmong(sniffed);
  if (!checkpoint || !(await openCheckpoint(explorer, checkpoint))) return false;
  tellTaken(explorer, files, checkpoint);
  return true;
}

/** As {@link openCheckpoints}; what was opened is kept in this browser without a question. */
export async function openAndKeep(explorer: Explorer, files: readonly File[]): Promise<boolean> {
  const opened = await openCheckpoints(explorer, files);
  const { offered } = explorer.store.getState();
  // what goes wrong becomes a notice
  if (opened && offered !== null) await explorer.models.keep(offered).catch(() => undefined);
  return opened;
}

/** The first checkpoint with the other parts of the same model, or all parts that an index came with. */
function checkpointAmong(
  sniffed: readonly { readonly file: File; readonly kind: OfferedKind }[],
): [File, ...File[]] | undefined {
  const ofKind = (kind: OfferedKind) => sniffed.flatMap((s) => (s.kind === kind ? [s.file] : []));
  const [index] = ofKind('index');
  const [first, ...others] = ofKind('checkpoint');
  if (sniffed.some(({ kind }) => kind === 'index')) return [index, ...ofKind('checkpoint')];
  if (!sniffed.some(({ kind }) => kind === 'checkpoint')) return undefined;
  const whole = wholeName(first.name);
  return [first, ...others.filter(({ name }) => whole !== null && wholeName(name) === whole)];
}

/** Opens a checkpoint, whatever it is called, or the parts of one. Failures end as notices. */
async function openCheckpoint(
  explorer: Explorer,
  [first, ...others]: readonly [File, ...File[]],
): Promise<boolean> {
  const whole = wholeName(first.name);
  const parts = [first, ...others];
  try {
    if (others.length > 0 || /\.json$/i.test(first.name))
      await explorer.models.open(parts, whole ?? first.name);
    else await explorer.models.open(first, first.name);
    return true;
  } catch {
    return false; // the explorer has told the user
  }
}

/** Gives the classifier's classes the names in a file. Failures end as notices. */
export async function openLabels(explorer: Explorer, file: File): Promise<boolean> {
  let labels: string[];
  try {
    labels = await readLabels(file);
  } catch (error) {
    explorer.notify({ kind: 'error', ...asMessage(error) });
    return false;
  }
  try {
    await explorer.models.choose({ labels });
    return true;
  } catch {
    return false; // the explorer has told the user
  }
}

/** Opens a picture by its address. Failures end as notices. */
export async function openAddress(explorer: Explorer, address: string): Promise<boolean> {
  const url = address.trim();
  const title = url.split(/[?#]/)[0].split('/').pop() ?? '';
  try {
    await explorer.openImage({ url }, title === '' ? url : title);
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
  else explorer.notify({ kind: 'note', code: 'nothing-to-open', params: {} });
}
