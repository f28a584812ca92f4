import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder, type StaticHost } from '../support/static-host.ts';
import { ENGINES } from './engines.ts';

interface Answer {
  readonly index: number;
  readonly probability: number;
}

/** What one engine made of the file, and of the served app. */
interface Seen {
  /** Addresses that the page asked for outside of itself. */
  readonly requests: readonly string[];
  readonly samples: readonly (readonly Answer[])[];
  /** How many colours the result in Diffuse has, before heat has spread and after. */
  readonly colours: readonly [number, number];
  readonly networks: readonly string[];
  readonly thumbnails: number;
  readonly credits: string;
  readonly link: string;
  readonly notices: readonly string[];
  readonly errors: readonly string[];
}

const BEGIN = `
  const errors = [];
  for (const kind of ['error', 'unhandledrejection']) addEventListener(kind, (e) => errors.push(String(e.message ?? e.reason)));
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (what, test) => {
    for (let i = 0; i < 600; i++) { if (await test()) return; await pause(100); }
    throw new Error('waited in vain for ' + what);
  };
  await until('the app', () => window.vheat);
  await window.vheat.ready();
  const samples = [];
  for (const name of ['red-panda', 'goldfish']) {
    const { predictions } = await window.vheat.classify('samples/' + name + '.jpg');
    samples.push(predictions.map(({ index, probability }) => ({ index, probability })));
  }`;

const SERVED = `async () => {${BEGIN}
  return samples;
}`;

const VISIT = `async () => {${BEGIN}
  const count = () => {
    const canvas = document.querySelector('main canvas[aria-label^="Result"]');
    const context = canvas && canvas.width > 0 && canvas.getContext('2d');
    if (!context) return 0;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  };
  await window.vheat.setState({ view: 'diffuse', t: 0 });
  await until('a map', () => count() > 16);
  const hot = count();
  await window.vheat.setState({ t: 64 });
  await until('another map', () => count() !== hot);
  const colours = [hot, count()];
  await window.vheat.setState({ view: 'compare', t: 1 });
  await until('the maps of both networks', () => document.querySelectorAll('main canvas').length >= 8);
  await until('the address', () => location.search.includes('view=compare'));
  const link = location.search;
  await window.vheat.setState({ view: 'models' });
  await until('the models', () => document.querySelectorAll('[aria-label="Models"] li').length >= 2);
  const networks = [...document.querySelectorAll('[aria-label="Models"] li')].map((li) => li.textContent);
  await window.vheat.setState({ view: 'classify' });
  const thumbnails = () => [...document.querySelectorAll('[aria-label="Sample photos"] img')];
  thumbnails().forEach((img) => { img.loading = 'eager'; });
  await until('the photos', () => thumbnails().length > 0 && thumbnails().every((img) => img.naturalWidth > 0));
  document.querySelector('[aria-label="About and cite"]').click();
  await until('the credits', () => document.querySelector('[role=dialog] a'));
  const credits = await (await fetch(document.querySelector('[role=dialog] a').href)).text();
  const notices = [...document.querySelectorAll('[data-code]')].map(({ dataset }) => dataset.code);
  const requests = performance.getEntriesByType('resource').map(({ name }) => name.slice(0, 100)).filter((name) => !/^(blob|data):/.test(name));
  return { requests, samples, colours, networks, thumbnails: thumbnails().length, credits, link, notices, errors };
}`;

let folder: string;
let file: string;
let host: StaticHost;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vheat-one-'));
  await build({
    configFile: 'build/one-file.config.ts',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  file = join(folder, 'vheat-explorer.html');
  host = await serveFolder('dist');
});

afterAll(() => {
  host.close();
  rmSync(folder, { recursive: true });
});

async function run<T>(engine: (typeof ENGINES)[number], url: string, script: string): Promise<T> {
  const session = await engine.start(engine.path() ?? '');
  try {
    await session.goto(url);
    return await session.run<T>(script);
  } finally {
    await session.close();
  }
}

describe('the app in one file, opened from the disk', () => {
  it('is one file of less than 25 MB', () => {
    expect(readdirSync(folder)).toEqual(['vheat-explorer.html']);
    expect(statSync(file).size).toBeLessThan(25_000_000);
  });

  // A worker of such a page may read no blobs in WebKit, and so no photo.
  for (const engine of ENGINES.filter(({ name }) => name !== 'WebKit'))
    it.skipIf(engine.path() === undefined)(
      `${engine.name}: same answers as the served app, heat, both networks, photos, credits`,
      async () => {
        const seen = await run<Seen>(engine, pathToFileURL(file).href, VISIT);
        const served = await run<Seen['samples']>(engine, host.url, SERVED);
        expect(seen.errors).toEqual([]);
        expect(seen.requests).toEqual([]);
        expect(seen.notices.filter((code) => /kept|engine|models|samples/.test(code))).toEqual([]);
        expect(seen.samples).toEqual(served);
        expect(seen.colours[0]).toBeGreaterThan(16);
        expect(seen.colours[1]).not.toBe(seen.colours[0]);
        expect(seen.networks.join()).toMatch(/vHeat-Nano.*ViT-Nano/);
        expect(seen.thumbnails).toBeGreaterThan(10);
        expect(seen.credits).toContain('src="blob:');
        expect(seen.link).toContain('view=compare');
      },
    );

  const chromium = ENGINES[0];
  it.skipIf(chromium.path() === undefined)('says so when it is not whole', async () => {
    const half = join(folder, 'half.html');
    writeFileSync(half, readFileSync(file).subarray(0, 12_000_000));
    const sentence = await run<string>(
      chromium,
      pathToFileURL(half).href,
      `async () => {
        for (let i = 0; i < 100 && document.documentElement.dataset.status !== 'error'; i++)
          await new Promise((resolve) => setTimeout(resolve, 100));
        return document.querySelector('[role=alert]').textContent;
      }`,
    );
    expect(sentence).toMatch(/not whole/);
  });
});
