import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Pixels per side of a tile. */
const TILE = 64;

/** A picture whose class is known. */
export interface Picture {
  /** A data address of a lossless PNG. */
  readonly url: string;
  readonly label: number;
}

/** All tiles of a mosaic, row by row. */
async function tiles(mosaic: string, label: number): Promise<Picture[]> {
  const { data, info } = await sharp(mosaic)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const places = [];
  for (let top = 0; top < info.height; top += TILE)
    for (let left = 0; left < info.width; left += TILE) places.push({ left, top });
  return Promise.all(
    places.map(async (place) => {
      const png = await sharp(data, { raw: info })
        .extract({ ...place, width: TILE, height: TILE })
        .png()
        .toBuffer();
      return { url: `data:image/png;base64,${png.toString('base64')}`, label };
    }),
  );
}

/**
 * Pictures by class, of a folder that holds one JPEG of 64×64 tiles per class, as `models/training` reads it.
 */
export async function readPictures(folder: string): Promise<Picture[][]> {
  const mosaics = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
  return Promise.all(mosaics.map((name, i) => tiles(join(folder, name), i)));
}
