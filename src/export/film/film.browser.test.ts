import { ALL_FORMATS, BlobSource, CanvasSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { LAST_TIME, timeAt } from '../../math/time-axis.ts';
import type { Figure } from '../../render/figure.ts';
import type { Provenance } from '../item.ts';
import type { FilmItem } from '../kinds.ts';
import { FILM_KINDS, makeFilm, possibleKinds, timesOf, type FilmKind } from './film.ts';
import { createFrames } from './frame.ts';

const SIDE = 160;
const RATE = 10;
const SECONDS = 1.2;
const FRAMES = 12;
const LINK = 'https://talks.test/?view=diffuse&t=4';

const provenance: Provenance = {
  view: 'diffuse',
  settings: { t: 4 },
  model: 'vHeat-Nano',
  citation: '@inproceedings{wang2025vheat}',
  link: LINK,
};
const words = (t: number) => `t = ${t.toFixed(2)}`;

/** A figure whose values move from −1 to 1 with time; `seen` are the times that it was brought to. */
function moving(): { item: FilmItem; seen: (number | undefined)[] } {
  const data = new Float32Array(64);
  const seen: (number | undefined)[] = [];
  const figure: Figure = {
    field: { height: 8, width: 8, data, cells: 'tokens' },
    scale: { kind: 'signed', law: 'linear', of: 'source', low: -1, high: 1 },
    colours: 'signed-dark',
    smooth: true,
    unit: 'signed',
    title: 'Result',
    caption: 'What moves.',
    source: { model: null, photo: null, place: '' },
    advance(t) {
      seen.push(t);
      const now = (t ?? 4) / LAST_TIME;
      for (let i = 0; i < 64; i++) data[i] = Math.sin(i / 9 + 5 * now);
      return seen.length;
    },
  };
  return { item: { kind: 'figure', name: 'Result', figure }, seen };
}

const film = (item: FilmItem, kind: FilmKind, signal = new AbortController().signal) =>
  makeFilm(item, { kind, side: SIDE, rate: RATE, seconds: SECONDS, loop: true }, provenance, {
    signal,
    onProgress: () => undefined,
    words,
  });

interface Decoded {
  readonly frames: ImageData[];
  readonly seconds: number;
  readonly texts: string;
}

const pixelsOf = (image: CanvasImageSource, width: number, height: number) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0);
  return context?.getImageData(0, 0, width, height) ?? new ImageData(1, 1);
};

async function decodeGif(blob: Blob): Promise<Decoded> {
  const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type: 'image/gif' });
  await decoder.tracks.ready;
  await decoder.completed;
  const track = decoder.tracks.selectedTrack;
  expect(track?.repetitionCount).toBe(Infinity);
  const frames: ImageData[] = [];
  let seconds = 0;
  for (let frameIndex = 0; frameIndex < (track?.frameCount ?? 0); frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    seconds += (image.duration ?? 0) / 1e6;
    frames.push(pixelsOf(image, image.displayWidth, image.displayHeight));
    image.close();
  }
  return { frames, seconds, texts: await blob.text() };
}

async function decodeVideo(blob: Blob): Promise<Decoded> {
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('no video');
  const frames: ImageData[] = [];
  for await (const { canvas } of new CanvasSink(track).canvases())
    frames.push(pixelsOf(canvas, canvas.width, canvas.height));
  const { title, comment } = await input.getMetadataTags();
  return { frames, seconds: await input.computeDuration(), texts: `${title} ${comment}` };
}

/** Mean difference of two pictures, 0…255. */
function difference(a: ImageData, b: ImageData): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]), 0) / a.data.length;
}

describe('a film', () => {
  it('goes by equal steps over the whole axis of time', () => {
    expect(timesOf(3)).toEqual([0, 1, LAST_TIME]);
    expect(timesOf(41)).toEqual(Array.from({ length: 41 }, (_, i) => timeAt(i / 40)));
  });

  it.each(FILM_KINDS)(
    '%s has every frame, the first and the last as on the canvas',
    async (kind) => {
      expect(await possibleKinds(SIDE)).toContain(kind);
      const { item, seen } = moving();
      const { name, blob } = await film(item, kind);
      expect(name).toBe(`vheat-diffuse-Result.${kind}`);
      expect(seen).toEqual([...timesOf(FRAMES), undefined]);

      const { frames, seconds, texts } =
        kind === 'gif' ? await decodeGif(blob) : await decodeVideo(blob);
      expect(frames).toHaveLength(FRAMES);
      expect(seconds).toBeCloseTo(SECONDS, 2);
      expect(texts).toContain(LINK);
      expect(texts).toContain('wang2025vheat');
      expect(texts).toContain('Result');
      const { canvas, draw } = createFrames(moving().item, SIDE, words);
      const drawn = [0, LAST_TIME].map((t) => {
        draw(t);
        return pixelsOf(canvas, canvas.width, canvas.height);
      });
      expect(difference(frames[0], drawn[0])).toBeLessThan(4);
      expect(difference(frames[FRAMES - 1], drawn[1])).toBeLessThan(4);
      // The test tells them apart.
      expect(difference(drawn[0], drawn[1])).toBeGreaterThan(12);
    },
  );

  it.each(FILM_KINDS)(
    '%s is stopped between two frames, and the figure is back at present',
    async (kind) => {
      const { item, seen } = moving();
      const controller = new AbortController();
      controller.abort();
      await expect(film(item, kind, controller.signal)).rejects.toThrow('abort');
      expect(seen.at(-1)).toBeUndefined();
    },
  );
});
