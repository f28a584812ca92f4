import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODEL_CONFIG, parseConfig } from '../../src/engine/models/config.ts';
import { isOf } from '../../src/engine/models/evidence.ts';
import { OUTLIERS } from '../../src/engine/models/outliers.ts';
import { seededRandom } from '../../src/math/random.ts';
import { cardWith } from './confidence-card.ts';
import { main } from './main.ts';

const CHECKPOINT = fileURLToPath(
  new URL('../../src/testing/fixtures/vheat/pre-norm/checkpoint.pth', import.meta.url),
);
const CLASSES = 10;
const PER_CLASS = 14;
const TILE = 32;

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vheat-calibrate-test-'));
  await mkdir(join(root, 'models'));
  await writeFile(join(root, 'models/catalog.json'), '{"models": ["net"]}');
  expect((await run('convert', CHECKPOINT, 'net')).code).toBe(0);
  await mosaics(join(root, 'val'), CLASSES);
  await mosaics(join(root, 'less'), CLASSES - 1);
  await mosaics(join(root, 'few'), CLASSES, 2 * TILE, 2);
  await mosaics(join(root, 'others'), 1, 2 * TILE);
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const remarks: string[] = [];
  const code = await main(args, {
    print: (line) => out.push(line),
    remark: (line) => remarks.push(line),
    models: join(root, 'models'),
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), remarks: remarks.join('\n') };
}

/** One mosaic a class, of noise in a colour of its own. */
async function mosaics(
  folder: string,
  classes: number,
  tile = TILE,
  count = PER_CLASS,
): Promise<void> {
  await mkdir(folder);
  const random = seededRandom(classes);
  for (let c = 0; c < classes; c++) {
    const [width, height] = [count * tile, tile];
    const data = Uint8Array.from({ length: 3 * width * height }, (_, i) =>
      Math.min(255, 20 * c * (i % 3) + 80 * random()),
    );
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(join(folder, `class-${c}.png`));
  }
}

const fileOf = (name: string) => readFile(join(root, 'models/net', name), 'utf8');

test('writes temperature, outliers and card; again, it replaces them', async () => {
  const args = [
    ...['calibrate', 'net', join(root, 'val'), '--tile', String(TILE)],
    ...['--others', join(root, 'others'), '--others-tile', String(2 * TILE)],
  ];
  const first = await run(...args);
  expect(first.remarks).toBe('');
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^temperature \d+(\.\d+)?, calibration error \d+\.\d % before/);
  expect(first.out).toMatch(/others as they are: AUROC \d\.\d{3}/);
  expect(first.out).toMatch(/others reduced to 32 px/);
  const config = parseConfig(MODEL_CONFIG, JSON.parse(await fileOf('config.json')), 'model');
  expect(config.temperature).toBeGreaterThan(0);
  const outliers = v.parse(OUTLIERS, JSON.parse(await fileOf('outliers.json')));
  expect(outliers.pictures).toEqual({ own: (CLASSES * PER_CLASS) / 2, others: PER_CLASS });
  expect(outliers.flagged.own).toBe(0.1);
  expect(isOf(config.weights, outliers)).toBe(true);

  const card = await fileOf('MODEL_CARD.md');
  expect(card).toContain('## Confidence');
  expect(await run(...args)).toEqual(first);
  expect(await fileOf('MODEL_CARD.md')).toBe(card);
}, 120_000);

test('is used by classify, with the network as its folder says', async () => {
  const image = join(root, 'val/class-3.png');
  const told = async (...more: string[]) =>
    (
      JSON.parse((await run('classify', image, '--model', 'net', '--json', ...more)).out) as {
        fits: boolean | null;
        predictions: { probability: number }[];
      }[]
    )[0];
  const calibrated = await told();
  expect(calibrated.fits).not.toBeNull();
  const plain = await told('--input-size', '64');
  expect(plain.fits).toBeNull();
  expect(plain.predictions[0].probability).not.toBe(calibrated.predictions[0].probability);
}, 60_000);

test.each([
  [['calibrate', 'net'], 2, /a model and a folder/],
  [['calibrate', 'none', 'val'], 2, /"none" is no model of the catalogue/],
  [['calibrate', 'net', 'less'], 1, /\[classes\].* 9 classes and the network 10/],
  [['calibrate', 'net', 'few'], 1, /\[few-pictures\]: Of \d+ pictures/],
  [['calibrate', 'net', 'absent'], 1, /\[file\]/],
  [['calibrate', 'net', 'models'], 1, /\[no-pictures\]/],
])('%j is refused', async ([command, model, ...folders], code, message) => {
  const args = [model, ...folders.map((name) => join(root, name))];
  const outcome = await run(
    command,
    ...args,
    '--tile',
    String(TILE),
    '--others',
    join(root, 'others'),
  );
  expect(outcome.code).toBe(code);
  expect(outcome.remarks).toMatch(message);
});

test('the card’s section keeps its place among the others', () => {
  const measured = {
    dataset: 'x',
    date: '2026-01-01',
    calibration: { temperature: 0.8, pictures: 10, before: 0.1, after: 0.02 },
    separations: [],
  };
  const card = '# A\n\n## Accuracy\n1\n\n## Terms and limits\nX.\n';
  const once = cardWith(card, measured);
  expect(once).toMatch(/## Accuracy\n1\n\n## Confidence\n[^#]*10\.0 %[^#]*2\.0 %[^#]*## Terms/);
  expect(cardWith(once, measured)).toBe(once);
  const last = cardWith('# A\n', measured);
  expect(cardWith(last, measured)).toBe(last);
});
