import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../math/disturb/severity.ts';
import { acceptSettings, type Misfit } from './accept.ts';
import {
  DEFAULTS,
  defaultsOf,
  FOLDS,
  SEVERITY_KINDS,
  VIEWS,
  withBeginnings,
  type Settings,
} from './settings.ts';
import { formatSearch, linkTo, parseSearch } from './url.ts';

const number = (max: number) =>
  fc.double({ min: 0, max, noNaN: true }).map((x) => Number(x.toPrecision(5)));

const anything: fc.Arbitrary<Settings> = fc.record({
  view: fc.constantFrom(...VIEWS),
  sample: fc.option(fc.string({ minLength: 1, unit: 'binary' }).filter((s) => s.isWellFormed())),
  photo: fc.option(fc.constant('own' as const)),
  crop: fc.boolean(),
  model: fc.option(fc.constantFrom('vheat-nano', 'https://example.org/a/config.json?x=1&y=2')),
  backend: fc.option(fc.constantFrom('webgpu' as const, 'wasm' as const)),
  stage: fc.nat(3),
  block: fc.nat(17),
  channel: fc.nat(1023),
  t: number(64),
  k: number(64),
  kConst: fc.option(number(100)),
  scope: fc.constantFrom('block' as const, 'stage' as const, 'network' as const),
  knobStage: fc.option(fc.nat(3)),
  knobBlock: fc.option(fc.nat(17)),
  patch: fc.option(fc.record({ x: number(1), y: number(1) })),
  source: fc.constantFrom('impulse' as const, 'patch' as const),
  lab: fc.boolean(),
  labSize: fc.constantFrom(128 as const, 256 as const, 512 as const),
  cut: fc.nat(1000).map((n) => n / 1000),
  sort: fc.constantFrom('meanK' as const, 'energy' as const, 'spread' as const, 'number' as const),
  axis: fc.constantFrom('kt' as const, 'constant' as const),
  signed: fc.constantFrom('theme' as const, 'purple-orange' as const),
  magnitude: fc.constantFrom('inferno' as const, 'cividis' as const, 'grey' as const),
  range: fc.constantFrom('source' as const, 'shared' as const, 'own' as const),
  law: fc.constantFrom('linear' as const, 'log' as const),
  smooth: fc.boolean(),
  heat: fc.constantFrom('impulse' as const, 'source' as const, 'gradient' as const),
  attention: fc.constantFrom('row' as const, 'rollout' as const, 'gradient' as const),
  layer: fc.option(fc.nat(4095)),
  head: fc.option(fc.nat(4095)),
  scale: fc.constantFrom('shared' as const, 'own' as const),
  norm: fc.constantFrom('log10' as const, 'pow02' as const),
  images: fc.constantFrom('current' as const, 'samples' as const, 'own' as const),
  before: fc.boolean(),
  pixels: fc.constantFrom(224 as const, 512 as const, 768 as const),
  disturb: fc.constantFrom(...SEVERITY_KINDS),
  severity: fc.option(fc.integer({ min: 0, max: 20 })),
  theme: fc.constantFrom('dark' as const, 'light' as const, 'system' as const),
  lang: fc.constantFrom('browser' as const, 'en' as const, 'zh' as const),
  embed: fc.boolean(),
  only: fc.uniqueArray(fc.constantFrom('maps', 'curve')),
  present: fc.boolean(),
  tour: fc.option(fc.constantFrom('1', '7.2', 'stage', 'stage.3')),
  hide: fc.uniqueArray(fc.constantFrom('header', 'transport', 'side-panel')),
  play: fc.boolean(),
  speed: fc.constantFrom(0.5 as const, 1 as const, 2 as const),
  loop: fc.boolean(),
  open: fc.uniqueArray(fc.constantFrom(...FOLDS)),
});

/** Severities are those of their disturbance. */
const settings = anything.map((s) => {
  const { at } = SEVERITIES[s.disturb];
  return { ...s, severity: s.severity === null ? null : Number(at(s.severity / 20).toFixed(4)) };
});

/** Misfits as they are told. */
const told = (refused: readonly Misfit[]) =>
  refused
    .map(({ key, given, allowed }) => (allowed === null ? key : `${key}=${given} (${allowed})`))
    .join(', ');

describe('URL codec', () => {
  it('brings every setting back', () => {
    fc.assert(
      fc.property(settings, (s) => {
        const { accepted, refused } = parseSearch(formatSearch(s));
        expect(refused).toEqual([]);
        const back = { ...defaultsOf(s.view), ...accepted };
        for (const key of ['t', 'k', 'kConst'] as const)
          expect(back[key] ?? -1).toBeCloseTo(s[key] ?? -1, 4);
        expect({ ...back, t: 0, k: 0, kConst: 0, patch: 0 }).toEqual({
          ...s,
          t: 0,
          k: 0,
          kConst: 0,
          patch: 0,
        });
        expect(back.patch?.x ?? -1).toBeCloseTo(s.patch?.x ?? -1, 4);
      }),
    );
  });

  it('never throws, whatever the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { accepted } = parseSearch(`?${text}`);
        expect(acceptSettings(accepted).refused).toEqual([]);
      }),
    );
  });

  it.each([
    ['?k=NaN', 'k=NaN (number)'],
    ['?t=1e309', 't=1e309 (number)'],
    ['?t=-1', 't=-1 (≥ 0)'],
    ['?k=65', 'k=65 (≤ 64)'],
    ['?stage=1.5', 'stage=1.5 (integer)'],
    [
      '?view=admin',
      'view=admin (classify | diffuse | field | compare | complexity | robustness | models)',
    ],
    ['?lab=maybe', 'lab=maybe (0 | 1)'],
    ['?speed=3', 'speed=3 (0.5 | 1 | 2)'],
    ['?open=colours,door', 'open=colours,door (classes | colours | network | prediction)'],
    ['?patch=0.5', 'patch=0.5 (number)'],
    ['?patch=0.5,0.5,0.5', 'patch=0.5,0.5,0.5 (x,y)'],
    ['?patch=0.5,2', 'patch=0.5,2 (≤ 1)'],
    ['?disturb=noise&severity=2', 'severity=2 (0 … 0.38)'],
    ['?disturb=size&severity=0.05', 'severity=0.05 (0.1 … 1)'],
    ['?severity=181', 'severity=181 (≤ 180)'],
    ['?t=1&t=2', 't=1, 2 (1×)'],
    ['?__proto__=1', ''],
    ['?sample=%E0%A4', ''],
    [`?model=${'x'.repeat(3000)}`, `model=${'x'.repeat(40)}… (≤ 2000)`],
    [`?sample=${'x'.repeat(100_000)}`, 'length=100008 (≤ 8192)'],
  ])('%s leaves out what does not fit, and says what would', (search, text) => {
    expect(told(parseSearch(search).refused)).toBe(text);
    expect(Object.getPrototypeOf(parseSearch(search).accepted)).toBe(Object.prototype);
  });

  it('lets each view begin where it has most to show, and leaves that out of the link', () => {
    const opened = { ...DEFAULTS, ...withBeginnings({ view: 'compare' }, DEFAULTS) };
    expect(opened).toMatchObject({ stage: 2, block: 5 });
    expect(formatSearch(opened)).toBe('?view=compare');
    expect(formatSearch({ ...opened, stage: 0 })).toBe('?view=compare&stage=0');
    expect(withBeginnings({ view: 'diffuse' }, opened)).toMatchObject({ stage: 0, block: 0 });
    // A place that somebody chose stays.
    expect(withBeginnings({ view: 'diffuse' }, { ...opened, block: 1 })).toEqual({
      view: 'diffuse',
    });
    expect(withBeginnings({ view: 'field', stage: 1 }, DEFAULTS)).toMatchObject({ stage: 1 });
  });

  it('leaves defaults out of the link', () => {
    expect(formatSearch(DEFAULTS)).toBe('');
    const patch = { x: 0.25, y: 0.5 };
    expect(formatSearch({ ...defaultsOf('diffuse'), view: 'diffuse', t: 2.5, patch })).toBe(
      '?view=diffuse&t=2.5&patch=0.25,0.5',
    );
  });

  it('is as short as a query can be', () => {
    const model = 'https://example.org/a b/config.json?x=1&y=2#z';
    expect(
      formatSearch({ ...DEFAULTS, model, lab: true, loop: false, hide: ['maps', 'plot'] }),
    ).toBe(
      '?model=https://example.org/a%20b/config.json?x%3D1%26y%3D2%23z&lab&hide=maps,plot&loop=0',
    );
  });

  it('makes a link of the page’s address, whatever is in it', () => {
    const settings = { ...DEFAULTS, t: 2, photo: 'own' as const };
    const link = 'https://example.org/demo/?photo=own&t=2';
    expect(linkTo(settings, 'https://example.org/demo/?t=7&utm=1#view')).toBe(link);
    expect(linkTo(DEFAULTS, link)).toBe('https://example.org/demo/');
  });
});

describe('what a program gives', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  it.each([
    [{ t: cyclic }, 't=object (number)'],
    [{ t: 1n }, 't=1 (number)'],
    [{ t: undefined }, 't=undefined (number)'],
    [{ t: () => 1 }, 't=function (number)'],
    [{ nope: 1, theme: null }, 'nope, theme=null (dark | light | system)'],
  ])('%o is refused by name', (given, text) => {
    expect(told(acceptSettings(given).refused)).toBe(text);
  });
});
