import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPhoto } from './photo.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vheat-photo-test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

const picture = sharp(
  Uint8Array.from({ length: 30 * 20 * 4 }, (_, i) => (i * i * 7) & 255),
  { raw: { width: 30, height: 20, channels: 4 } },
);

describe('photos of the command line', () => {
  test('are turned upright by the app’s rule, in every container', async () => {
    const opaque = picture.clone().removeAlpha();
    const upright = await openPhoto(await written('upright.png', await opaque.png().toBuffer()));
    for (const make of [
      () => opaque.clone().png(),
      () => opaque.clone().webp({ lossless: true }),
      () => opaque.clone().tiff({ compression: 'lzw' }),
    ]) {
      // Orientation 6 asks for a quarter turn clockwise, so it is stored turned the other way.
      const turned = make().rotate(270).withMetadata({ orientation: 6 });
      const { pixels, notes } = await openPhoto(await written('turned', await turned.toBuffer()));
      expect([pixels.width, pixels.height, notes]).toEqual([30, 20, []]);
      expect(pixels.data).toEqual(upright.pixels.data);
    }
  });

  test('keep their numbers whatever the profile says', async () => {
    const jpeg = await picture.clone().removeAlpha().jpeg().withIccProfile('p3').toBuffer();
    const { pixels } = await openPhoto(await written('p3.jpg', jpeg));
    const stored = await sharp(jpeg, { ignoreIcc: true }).ensureAlpha().raw().toBuffer();
    expect(Buffer.from(pixels.data).equals(stored)).toBe(true);
  });

  test('lie on white, which is told', async () => {
    const { pixels, notes } = await openPhoto(
      await written('holes.png', await picture.clone().png().toBuffer()),
    );
    expect(notes).toEqual([{ code: 'transparent', params: {} }]);
    const raw = await picture.clone().raw().toBuffer();
    const [value, alpha] = [raw[8], raw[11]];
    expect(pixels.data[8]).toBe(Math.round((value * alpha + 255 * (255 - alpha)) / 255));
  });

  test('in inks are mixed by the plain rule', async () => {
    const inks = picture.clone().removeAlpha().toColourspace('cmyk');
    const jpeg = await inks.jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
    const { pixels } = await openPhoto(await written('inks.jpg', jpeg));
    const [c, m, y, k] = await sharp(jpeg)
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .raw()
      .toBuffer();
    const mixed = [c, m, y].map((ink) => Math.floor(((255 - ink) * (255 - k)) / 255));
    expect([...pixels.data.slice(0, 4)]).toEqual([...mixed, 255]);
  });

  test.each<[string, () => Promise<Uint8Array>, string]>([
    [
      'cut',
      async () => (await picture.clone().jpeg({ quality: 100 }).toBuffer()).subarray(0, 900),
      'truncated',
    ],
    ['empty', () => Promise.resolve(new Uint8Array()), 'empty'],
    ['svg', () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'svg'],
    ['see-through', async () => picture.clone().png().toBuffer().then(seeThrough), 'damaged'],
    ['tiff', () => Promise.resolve(Buffer.from('II*\0nothing more')), 'image'],
  ])('that are %s are refused by name', async (name, make, code) => {
    const path = await written(name, await make());
    await expect(openPhoto(path)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(path) as string,
    });
  });
});

const seeThrough = (png: Buffer) =>
  sharp(png)
    .composite([{ input: png, blend: 'clear' }])
    .png()
    .toBuffer();
