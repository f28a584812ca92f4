import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sha256 } from '../checkpoint/integrity.ts';
import { strongest } from '../math/decision.ts';
import { disturb } from '../math/disturb/disturb.ts';
import { SEVERITIES } from '../math/disturb/severity.ts';
import { expectClose, maxAbsDifference } from '../testing/close.ts';
import { readFixture } from '../testing/fixtures.ts';
import { PRE_NORM_CONFIG } from '../testing/pre-norm-config.ts';
import { Engine } from './engine.ts';
import type { Condition, Knobs, Look, Pixels } from './port.ts';

const MODELS = 'https://models.test/';
const TRAINED: Knobs = { t: 1, k: 1, kConst: null, scope: 'network', stage: 0, block: 0 };
const AS_IT_IS: Condition = { disturbance: null, knobs: TRAINED };
const EVIDENCE = {
  command: 'npm run bench:evidence',
  date: '2026-01-31',
  dataset: 'test pictures',
  pictures: 10,
  backend: 'WASM',
  curves: { noise: [{ amount: 0.1, accuracy: 0.5, standardError: 0.16 }] },
};

let engine: Engine;
let digest: string;
/** `evidence.json` as it is served; null where there is none. */
let evidence: unknown = null;

const turned = (amount: number): Condition => ({
  disturbance: { kind: 'rotation', amount, middle: { x: 0.5, y: 0.5 }, seed: 1 },
  knobs: TRAINED,
});
const look = (condition: Condition, lane: string | null = null) =>
  engine.look({ network: 'vheat', lane, ...condition });

async function picture(seed: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(96, 64);
  const data = Uint8ClampedArray.from({ length: 96 * 64 * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : 128 + 127 * Math.sin(0.37 * i * seed + seed),
  );
  canvas.getContext('2d')?.putImageData(new ImageData(data, 96, 64), 0, 0);
  return canvas.convertToBlob();
}

function rgbOf({ data }: Pixels): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(data.filter((_, i) => i % 4 !== 3));
}

beforeAll(async () => {
  const weights = await readFixture('vheat/pre-norm/weights.safetensors');
  digest = await sha256(weights);
  const config = {
    ...PRE_NORM_CONFIG,
    weights: [{ file: 'w.safetensors', bytes: weights.length, sha256: digest }],
  };
  const real = window.fetch.bind(window);
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(MODELS)) return real(input, init);
    const file = url.slice(MODELS.length);
    if (file === 'catalog.json') return Promise.resolve(Response.json({ models: ['tiny'] }));
    if (file === 'tiny/config.json') return Promise.resolve(Response.json(config));
    if (file === 'tiny/w.safetensors') return Promise.resolve(new Response(weights));
    if (file === 'tiny/evidence.json' && evidence !== null)
      return Promise.resolve(Response.json(evidence));
    return Promise.resolve(new Response(null, { status: 404 }));
  });
  engine = new Engine();
  await engine.start({ forced: 'wasm', modelsUrl: MODELS }, () => undefined);
  await engine.load('tiny');
  await engine.openImage({ blob: await picture(1) });
});
afterAll(() => vi.unstubAllGlobals());

test('a look at a photo and a network as they are is a classification', async () => {
  const plain = await engine.classify(TRAINED);
  const seen = await look(AS_IT_IS);
  expect([seen.image, seen.load]).toEqual([plain.image, plain.load]);
  expectClose(seen.crop.data, plain.crop.data, 0);
  expectClose(seen.probabilities, plain.probabilities, 1e-6);
});

test('the network sees the disturbed crop and nothing else', async () => {
  const { crop, probabilities } = await look(AS_IT_IS);
  const kinds = (Object.keys(SEVERITIES) as (keyof typeof SEVERITIES)[]).filter(
    (k) => k !== 'time',
  );
  for (const kind of kinds) {
    const amount = SEVERITIES[kind].measured.at(-1) ?? 0;
    const disturbance = { kind, amount, middle: { x: 0.3, y: 0.6 }, seed: 4 };
    const seen = await look({ disturbance, knobs: TRAINED });
    const expected = disturb({ ...crop, data: rgbOf(crop) }, disturbance);
    expectClose(rgbOf(seen.crop), expected.data, 0);
    expect(maxAbsDifference(seen.probabilities, probabilities)).toBeGreaterThan(1e-5);
  }
  expectClose((await look(AS_IT_IS)).probabilities, probabilities, 1e-6);
});

test('time acts as it does elsewhere', async () => {
  const knobs = { ...TRAINED, t: 4 };
  const [expected] = await engine.whatIf([knobs]);
  const seen = await look({ disturbance: null, knobs });
  expectClose(seen.probabilities, expected.probabilities, 1e-6);
});

test('in a lane the newest look survives, without one all do', async () => {
  const settled = await Promise.allSettled([
    look(turned(10), 'live'),
    look(turned(20), 'live'),
    look(turned(30), 'live'),
    look(turned(40)),
    look(turned(50)),
  ]);
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled', // it ran already
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});

test('a look needs a network in its slot', async () => {
  const wanted: Look = { network: 'vit', lane: null, ...AS_IT_IS };
  await expect(engine.look(wanted)).rejects.toMatchObject({ code: 'no-vit' });
});

test('accuracy counts right answers by condition, leaves out what is no picture, and keeps the photo', async () => {
  const before = await engine.currentImage();
  const conditions = [AS_IT_IS, turned(90), { disturbance: null, knobs: { ...TRAINED, t: 0 } }];
  const blobs = await Promise.all([2, 3, 4].map(picture));
  const expected = conditions.map(() => 0);
  // Its own undisturbed answers are taken for the truth, so that they are all right.
  const labels: number[] = [];
  for (const blob of blobs) {
    await engine.openImage({ blob });
    labels.push(strongest((await look(AS_IT_IS)).probabilities));
    for (const [i, condition] of conditions.entries())
      expected[i] += Number(strongest((await look(condition)).probabilities) === labels.at(-1));
  }
  await engine.openImage({ blob: await picture(1) });
  const held = await engine.currentImage();
  const { tensors } = await engine.memory();
  const pictures = [
    ...blobs.map((blob, i) => ({ source: { blob }, label: labels[i] })),
    { source: { blob: new Blob(['no picture']) }, label: 0 },
  ];
  const told: number[] = [];
  const count = await engine.accuracy({ network: 'vheat', pictures, conditions }, (so) =>
    told.push(so.pictures + so.skipped),
  );
  expect(count).toEqual({ pictures: 3, skipped: 1, right: expected });
  expect(count.right[0]).toBe(3);
  expect(told).toEqual([1, 2, 3, 4]);
  expect((await engine.currentImage()).id).toBe(held.id);
  expect(held.id).not.toBe(before.id);
  expect((await engine.memory()).tensors).toBe(tensors);
});

test('noise has another grain on each picture', async () => {
  const middle = { x: 0, y: 0 };
  const noise = (seed: number): Condition => ({
    disturbance: { kind: 'noise', amount: 0.38, middle, seed },
    knobs: TRAINED,
  });
  const blob = await picture(1);
  const labels: number[] = [];
  for (let seed = 0; seed < 40; seed++)
    labels.push(strongest((await look(noise(seed))).probabilities));
  // Two grains between which the network tells two classes.
  const seed = labels.findIndex((label, i) => i > 0 && label !== labels[i - 1]) - 1;
  expect(seed).toBeGreaterThanOrEqual(0);
  const { right } = await engine.accuracy(
    {
      network: 'vheat',
      pictures: [labels[seed], labels[seed + 1]].map((label) => ({ source: { blob }, label })),
      conditions: [noise(seed)],
    },
    () => undefined,
  );
  expect(right).toEqual([2]);
});

test('counting is cancelled, and a newer one takes its place', async () => {
  const source = { blob: await picture(2) };
  const request = {
    network: 'vheat' as const,
    pictures: Array.from({ length: 50 }, () => ({ source, label: 0 })),
    conditions: [AS_IT_IS],
  };
  let seen = 0;
  const cancelled = engine.accuracy(request, () => {
    if (++seen === 2) void engine.cancelAccuracy();
  });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(seen).toBe(2);
  const older = engine.accuracy(request, () => undefined);
  const newer = engine.accuracy(
    { ...request, pictures: request.pictures.slice(48) },
    () => undefined,
  );
  await expect(older).rejects.toMatchObject({ code: 'superseded' });
  expect((await newer).pictures).toBe(2);
});

test('counting ends when another network takes the slot', async () => {
  const source = { blob: await picture(2) };
  const pictures = Array.from({ length: 20 }, () => ({ source, label: 0 }));
  let load = Promise.resolve<unknown>(null);
  let loads = 0;
  const counting = engine.accuracy({ network: 'vheat', pictures, conditions: [AS_IT_IS] }, () => {
    if (loads++ === 0) load = engine.load('tiny');
  });
  await expect(counting).rejects.toMatchObject({ code: 'network-changed' });
  await load;
});

test('evidence is that of the weights, or none', async () => {
  evidence = null;
  expect(await engine.evidence('tiny')).toBeNull();
  evidence = { ...EVIDENCE, weights: [digest] };
  expect(await engine.evidence('tiny')).toEqual(evidence);
  evidence = { ...EVIDENCE, weights: [digest.replace(/./g, '0')] };
  expect(await engine.evidence('tiny')).toBeNull();
  evidence = { ...EVIDENCE, weights: [digest], curves: { noise: [{ amount: 0.1, accuracy: 2 }] } };
  await expect(engine.evidence('tiny')).rejects.toMatchObject({ code: 'model-config' });
  await expect(engine.evidence('none')).rejects.toMatchObject({ code: 'model-unknown' });
});
