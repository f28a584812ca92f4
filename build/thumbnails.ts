import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import type { Plugin } from 'vite';

const SAMPLES = join(import.meta.dirname, '../public/samples');
const FOLDER = 'samples/small';

/** Pixels per side: twice what the strip gives a photo, for screens of high density. */
const SIDE = 128;

function small(photo: string): Promise<Buffer> {
  return sharp(join(SAMPLES, photo)).resize(SIDE, SIDE).webp({ quality: 70 }).toBuffer();
}

/** The sample photos in the size of the strip that offers them, a few kilobytes each: `samples/small/<name>.webp`. */
export function thumbnails(): Plugin {
  const photos = new Map(
    readdirSync(SAMPLES)
      .filter((name) => name.endsWith('.jpg'))
      .map((photo) => [`${parse(photo).name}.webp`, photo]),
  );
  return {
    name: 'thumbnails',
    configureServer(server) {
      server.middlewares.use(`/${FOLDER}`, (request, response, next) => {
        const photo = photos.get((request.url ?? '').slice(1));
        if (photo === undefined) {
          next();
          return;
        }
        small(photo).then((bytes) => {
          response.setHeader('Content-Type', 'image/webp').end(bytes);
        }, next);
      });
    },
    async generateBundle() {
      for (const [name, photo] of photos)
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source: await small(photo) });
    },
  };
}
