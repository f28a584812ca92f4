import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RgbaImage } from '../../src/math/resample.ts';
import { ToolError, withPath } from './command.ts';
import { openPhoto } from './photo.ts';

const PICTURE = /\.(jpe?g|png|webp|avif|gif)$/i;

/** A picture of a folder. */
export interface Picture {
  /** Class in the order of their names; 0 where there are none. */
  readonly label: number;
  readonly pixels: RgbaImage;
}

/**
 * Pictures by class, in the order of their names, opened one after the other: a folder of one folder per class, or one of
 * mosaics, one per class, read row by row, as `models/training` takes them.
 * @param tile pixels per side of a mosaic's tiles
 * @throws ToolError `file`, `no-pictures`, and those of `openPhoto`
 */
export async function* picturesByClass(folder: string, tile: number): AsyncGenerator<Picture> {
  const entries = await entriesOf(folder);
  const classes = entries.filter((entry) => entry.isDirectory());
  if (classes.length === 0) {
    let label = 0;
    for (const name of pictureNames(entries, folder)) {
      for (const pixels of tilesOf((await openPhoto(join(folder, name))).pixels, tile))
        yield { label, pixels };
      label++;
    }
    return;
  }
  for (const [label, { name }] of classes.sort(byName).entries()) {
    const inside = join(folder, name);
    for (const file of pictureNames(await entriesOf(inside), inside))
      yield { label, pixels: (await openPhoto(join(inside, file))).pixels };
  }
}

/**
 * The pictures of a folder, in the order of their names.
 * @param tile pixels per side where the files are mosaics of tiles; null where each is a picture
 * @throws as {@link picturesByClass}
 */
export async function* picturesOf(folder: string, tile: number | null): AsyncGenerator<RgbaImage> {
  for (const name of pictureNames(await entriesOf(folder), folder)) {
    const { pixels } = await openPhoto(join(folder, name));
    if (tile === null) yield pixels;
    else yield* tilesOf(pixels, tile);
  }
}

function entriesOf(folder: string) {
  return withPath(folder, () => readdir(folder, { withFileTypes: true }));
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

function pictureNames(entries: Awaited<ReturnType<typeof entriesOf>>, folder: string): string[] {
  const files = entries.filter((entry) => entry.isFile() && PICTURE.test(entry.name));
  if (files.length > 0) return files.sort(byName).map(({ name }) => name);
  throw new ToolError('no-pictures', `${folder} holds no pictures.`);
}

function* tilesOf({ width, height, data }: RgbaImage, side: number): Generator<RgbaImage> {
  for (let top = 0; top + side <= height; top += side)
    for (let left = 0; left + side <= width; left += side) {
      const tile = new Uint8ClampedArray(4 * side * side);
      for (let y = 0; y < side; y++) {
        const start = 4 * ((top + y) * width + left);
        tile.set(data.subarray(start, start + 4 * side), 4 * y * side);
      }
      yield { width: side, height: side, data: tile };
    }
}
