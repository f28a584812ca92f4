import { readdir, readFile } from 'node:fs/promises';
import { array, object, parse, pipe, string, minLength } from 'valibot';
import { describe, expect, test } from 'vitest';
import { readPhotoFile } from './photo-file.ts';
import { sniff } from './sniff.ts';

const text = pipe(string(), minLength(2));
const named = { title: text, alt: text };
const fields = { id: text, file: text, ...named, credit: text, licence: text, source: text };
const translations = object({ zh: object(named) });
const Samples = array(object({ ...fields, translations, classes: array(text) }));

const folder = new URL('../../../public/samples/', import.meta.url);
const json: unknown = JSON.parse(await readFile(new URL('samples.json', folder), 'utf8'));
const samples = parse(Samples, json);
const credits = await readFile(new URL('credits.html', folder), 'utf8');

describe('the bundled photos', () => {
  test('are all listed, each once', async () => {
    const photos = (await readdir(folder)).filter((name) => name.endsWith('.jpg'));
    expect(samples.length).toBeGreaterThanOrEqual(8);
    expect(samples.map(({ file }) => file).sort()).toEqual(photos.sort());
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
  });

  test.each(samples)('$id is a whole JPEG of screen size with its credit', async (sample) => {
    const bytes = new Uint8Array(await readFile(new URL(sample.file, folder)));
    expect(sniff(bytes)).toBe('jpeg');
    const photo = readPhotoFile('jpeg', bytes);
    expect(photo?.ending()).toBe('whole');
    expect(Math.min(photo?.width ?? 0, photo?.height ?? 0)).toBeLessThanOrEqual(640);
    expect(credits).toContain(`<li id="${sample.id}">`);
    expect(credits).toContain(`src="${sample.file}"`);
    for (const words of [sample.title, sample.credit, sample.licence]) {
      expect(credits).toContain(words);
    }
  });
});

test('most photos show a class that the embedded model knows, by the name it has there', async () => {
  const url = new URL('../../models/vheat-nano/config.json', folder);
  const { labels } = parse(
    object({ labels: array(text) }),
    JSON.parse(await readFile(url, 'utf8')),
  );
  const classes = samples.flatMap((sample) => sample.classes);
  expect(classes.filter((name) => !labels.includes(name))).toEqual([]);
  const known = samples.filter((sample) => sample.classes.length > 0);
  expect(known.length).toBeGreaterThan(samples.length / 2);
});

test('the credits page needs nothing but the photos and the icon', () => {
  const loaded = [...credits.matchAll(/(?:src=|<link[^>]*href=)"([^"]*)"/g)].map(([, url]) => url);
  expect(loaded.filter((url) => url !== '../favicon.svg').sort()).toEqual(
    samples.map(({ file }) => file).sort(),
  );
});

test('there is a name for each of ImageNet’s 1000 classes', async () => {
  const url = new URL('../labels/imagenet-1k.json', folder);
  const names = parse(array(text), JSON.parse(await readFile(url, 'utf8')));
  expect(names.length).toBe(1000);
  expect([names[0], names[281], names[967]]).toEqual([
    'tench, Tinca tinca',
    'tabby, tabby cat',
    'espresso',
  ]);
});
