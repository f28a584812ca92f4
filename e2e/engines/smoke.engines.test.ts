import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder, type StaticHost } from '../support/static-host.ts';
import { ENGINES } from './engines.ts';

const SAMPLES = [
  'red-panda',
  'german-shepherd',
  'goldfish',
  'pont-du-gard',
  'brandenburg-gate',
] as const;

/** What one engine made of the same app; numbers are compared with Chromium's. */
interface Seen {
  readonly samples: { index: number; probability: number }[][];
  /** Pictures drawn, by view. */
  readonly drawn: Record<string, number>;
  readonly opened: { architecture: string; first: { index: number; probability: number } };
  /** A WebP with an orientation, which engines turn or do not. */
  readonly turned: { index: number; probability: number }[];
  /** Code of the refusal of half a JPEG, which engines show in part, or blank. */
  readonly cut: string;
  readonly status: string | undefined;
  readonly errors: string[];
}

/** Runs in the page: begins, looks at five samples, at every view, and opens a checkpoint. */
const VISIT = `async () => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (what, test) => {
    for (let i = 0; i < 600; i++) { if (await test()) return; await pause(100); }
    throw new Error('waited in vain for ' + what);
  };
  await until('the app', () => window.vheat);
  await window.vheat.ready();
  const samples = [];
  for (const name of ${JSON.stringify(SAMPLES)}) {
    const { predictions } = await window.vheat.classify('samples/' + name + '.jpg');
    samples.push(predictions.map(({ index, probability }) => ({ index, probability })));
  }
  const isDrawn = (canvas) => {
    const context = canvas.width > 0 && canvas.getContext('2d');
    if (!context) return false;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, i) => i % 4 !== 3 && value !== data[i % 4]);
  };
  const drawn = {};
  const pictures = { classify: 1, diffuse: 6, field: 4, compare: 8, complexity: 1, robustness: 2, models: 0 };
  for (const [view, least] of Object.entries(pictures)) {
    await window.vheat.setState({ view });
    const count = () => view === 'complexity' || view === 'robustness'
      ? document.querySelectorAll('main svg path[d]').length
      : [...document.querySelectorAll('main canvas')].filter(isDrawn).length;
    await until(least + ' pictures in ' + view, () => count() >= least);
    drawn[view] = Math.min(count(), least);
  }
  const file = await (await fetch('golden-checkpoint.pth')).blob();
  const { architecture } = await window.vheat.open(file, 'golden.pth');
  const { predictions } = await window.vheat.classify('samples/red-panda.jpg');
  const { index, probability } = predictions[0];
  const get = async (name) => (await fetch(name)).blob();
  await window.vheat.open(await get('good.pth'), 'good.pth');
  const turned = (await window.vheat.classify(await get('exif6.webp'))).predictions;
  const whole = await get('no-eoi.jpg');
  const cut = await window.vheat.classify(whole.slice(0, whole.size / 2)).then(() => 'shown', ({ code }) => code);
  await window.vheat.classify(whole);
  return { samples, drawn, opened: { architecture, first: { index, probability } }, turned, cut,
    status: document.documentElement.dataset.status, errors: window.pageErrors };
}`;

let folder: string;
let host: StaticHost;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vheat-engines-'));
  cpSync('dist', folder, { recursive: true });
  copyFileSync(
    'src/testing/fixtures/vheat/pre-norm/checkpoint.pth',
    join(folder, 'golden-checkpoint.pth'),
  );
  for (const name of ['good.pth', 'exif6.webp', 'no-eoi.jpg'])
    copyFileSync(join('src/testing/fixtures/cases', name), join(folder, name));
  host = await serveFolder(folder, {
    change(path) {
      if (path === 'index.html')
        return {
          type: 'text/html',
          body: (html) =>
            html.toString().replace('</title>', '</title><script src="errors.js"></script>'),
        };
      if (path === 'errors.js')
        return {
          type: 'text/javascript',
          body: () =>
            "window.pageErrors = []; for (const kind of ['error', 'unhandledrejection']) addEventListener(kind, (e) => window.pageErrors.push(String(e.message ?? e.reason)));",
        };
      return undefined;
    },
  });
});

afterAll(() => {
  host.close();
  rmSync(folder, { recursive: true });
});

async function visit(engine: (typeof ENGINES)[number], path: string): Promise<Seen> {
  const session = await engine.start(path);
  try {
    await session.goto(host.url);
    return await session.run<Seen>(VISIT);
  } finally {
    await session.close();
  }
}

describe('the same app in three engines', () => {
  const seen = new Map<string, Seen>();
  for (const engine of ENGINES) {
    const path = engine.path();
    it.skipIf(path === undefined)(
      `${engine.name} begins, shows every view and opens a checkpoint, with Chromium's numbers`,
      async () => {
        const mine = await visit(engine, path ?? '');
        seen.set(engine.name, mine);
        expect(mine.errors).toEqual([]);
        expect(mine.status).toBe('ready');
        expect(mine.samples).toHaveLength(SAMPLES.length);
        expect(mine.opened.architecture).toBe('vheat');
        const reference = seen.get('Chromium') ?? mine;
        expect(mine.drawn).toEqual(reference.drawn);
        expect(mine.turned[0].index).toBe(4);
        expect(mine.turned[0].probability).toBeCloseTo(0.423059, 3); // PyTorch's
        expect(mine.cut).toBe('truncated');
        const answers = ({ samples, opened }: Seen) => [...samples, [opened.first]];
        for (const [i, predictions] of answers(mine).entries())
          // The least of the five may change places with the sixth.
          for (const { index, probability } of predictions.slice(0, 3)) {
            const theirs = answers(reference)[i].find((other) => other.index === index);
            expect(theirs?.probability, `class ${index} of answer ${i}`).toBeCloseTo(
              probability,
              3,
            );
          }
      },
    );
  }
});
