import type { ImageSource } from '../engine/port.ts';
import { AppError } from './messages.ts';
import type { Classes } from './prediction.ts';

/** A picture whose class is known. */
export interface LabelledPicture {
  readonly source: ImageSource;
  /** Class index. */
  readonly label: number;
}

/** Pictures out of folders that are named after classes. */
export interface LabelledPictures {
  readonly pictures: readonly LabelledPicture[];
  /** Folders of pictures that name no class, or more than one. */
  readonly unknown: readonly string[];
}

const PICTURE = /\.(jpe?g|png|webp|avif|gif|bmp|heic|heif)$/i;

/**
 * Labels pictures by their folders: each is of the class that the nearest of its folders names, by synset ("n01443537"),
 * by name ("goldfish", "sea_slug") or by index ("4"). What is no picture is left out.
 * @param files with their paths, as folder inputs and dropped folders give them
 * @throws an error with code `no-labelled-pictures` where no folder names a class
 */
export function labelPictures(files: readonly File[], head: Classes): LabelledPictures {
  const classOf = classReader(head);
  const unknown = new Set<string>();
  const pictures: LabelledPicture[] = [];
  for (const file of files) {
    if (!isPicture(file)) continue;
    const folders = foldersOf(file);
    const label = folders.map(classOf).find((found) => found !== null) ?? null;
    if (label !== null) pictures.push({ source: { blob: file }, label });
    else unknown.add(folders.at(0) ?? file.name);
  }
  if (pictures.length === 0)
    throw new AppError('no-labelled-pictures', {
      files: files.length,
    });
  return { pictures, unknown: [...unknown] };
}

function isPicture({ type, name }: File): boolean {
  return !name.startsWith('.') && (type.startsWith('image/') || PICTURE.test(name));
}

/** Names of the folders that hold a file, the nearest first. */
function foldersOf(file: File & { readonly path?: string }): string[] {
  const path = [file.webkitRelativePath, file.path].find(Boolean) ?? '';
  return path
    .split('/')
    .slice(0, -1)
    .filter((folder) => folder !== '' && folder !== '.')
    .reverse();
}

/** Tells which class a folder's name means; null where it means none or several. */
function classReader({ classes, labels, wnids }: Classes): (folder: string) => number | null {
  const known = new Map<string, number | null>();
  const learn = (name: string, index: number) => {
    const key = plain(name);
    if (key !== '') known.set(key, known.has(key) && known.get(key) !== index ? null : index);
  };
  labels.forEach((label, index) => {
    // ImageNet's names are lists of synonyms.
    for (const name of new Set([label, ...label.split(',')].map(plain))) learn(name, index);
  });
  wnids?.forEach(learn);
  return (folder) => {
    const named = known.get(plain(folder));
    if (named !== undefined) return named;
    return /^\d+$/.test(folder) && Number(folder) < classes ? Number(folder) : null;
  };
}

/** A name without what file systems and people write differently. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
