import * as v from 'valibot';
import { AS_TRAINED } from '../engine/port.ts';
import { BENCHMARK } from '../math/complexity.ts';
import { SEVERITIES, type SeverityKind } from '../math/disturb/severity.ts';

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4095));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));

const panels = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/))), v.maxLength(16));

export const VIEWS = [
  'classify',
  'diffuse',
  'field',
  'compare',
  'complexity',
  'robustness',
  'models',
] as const;

/** Every disturbance, in the order in which they are offered. */
export const SEVERITY_KINDS = Object.keys(SEVERITIES) as SeverityKind[];

/** Parts of views that are folded away until somebody opens them. */
export const FOLDS = ['classes', 'colours', 'network', 'prediction'] as const;

/** What may be set from outside: one schema serves the URL, the embedding API and stored preferences. */
export const SETTINGS = v.object({
  view: v.picklist(VIEWS),
  /** Bundled sample shown; null while another photo is. */
  sample: v.nullable(name),
  /** A photo of the user's own is shown; a link cannot hold it, and its name is nobody else's business. */
  photo: v.nullable(v.picklist(['own'])),
  /** Shows the photo's pixels as the network gets them. */
  crop: v.boolean(),
  /** Catalogue id or the address of a hosted config.json; null means the catalogue's first. */
  model: v.nullable(name),
  backend: v.nullable(v.picklist(['webgpu', 'wasm', 'webgl', 'cpu'])),
  stage: index,
  block: index,
  channel: index,
  t: v.pipe(v.number(), v.minValue(0), v.maxValue(64)),
  k: v.pipe(v.number(), v.minValue(0), v.maxValue(64)),
  kConst: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  scope: v.picklist(['block', 'stage', 'network']),
  /** Where knobs of a narrower scope act; null means on the stage and block in view. */
  knobStage: v.nullable(index),
  knobBlock: v.nullable(index),
  /** A point in fractions of the crop. */
  patch: v.nullable(v.strictObject({ x: fraction, y: fraction })),
  /** The heat that spreads from a patch alone: one unit, or what U⁰ has there. */
  source: v.picklist(['impulse', 'patch']),
  /** Shows the photo's own pixels as heat in place of feature maps. */
  lab: v.boolean(),
  /** Side of the photo in pixels while it is heat itself. */
  labSize: v.picklist([128, 256, 512]),
  /** Where the photo is cut through, from its top. */
  cut: fraction,
  /** Order of a block's channels. */
  sort: v.picklist(['meanK', 'energy', 'spread', 'number']),
  /** What the decision is drawn over: time and multiplier as one number, or one diffusivity for all. */
  axis: v.picklist(['kt', 'constant']),
  /** Colours of signed maps; `theme` is dark-centred on dark, light-centred on light. */
  signed: v.picklist(['theme', 'purple-orange']),
  /** Colours of magnitudes. */
  magnitude: v.picklist(['inferno', 'cividis', 'grey']),
  /** Whose largest value has the last colour: that of a channel's source, of all channels, of the map at every moment. */
  range: v.picklist(['source', 'shared', 'own']),
  /** How signed heat becomes colour: as it is, or by its logarithm, in which the faint is seen. */
  law: v.picklist(['linear', 'log']),
  /** Draws maps interpolated between tokens. */
  smooth: v.boolean(),
  /** How the heat of a patch is shown beside attention. */
  heat: v.picklist(['impulse', 'reach', 'source', 'correlation', 'gradient']),
  /** How attention is shown beside heat. */
  attention: v.picklist(['row', 'rollout', 'gradient']),
  /** Layer of the ViT; null is the one as deep as the heat block shown. */
  layer: v.nullable(index),
  /** Attention head; null is the mean over heads. */
  head: v.nullable(index),
  /** Colours of two maps side by side: one scale for both, or each its own, by its values or their logarithms. */
  scale: v.picklist(['shared', 'own', 'log']),
  /** How receptive fields are normalised. */
  norm: v.picklist(['log10', 'pow02']),
  /** Photos that receptive fields are averaged over. */
  images: v.picklist(['current', 'samples', 'own']),
  /** Shows receptive fields before training beside those after. */
  before: v.boolean(),
  /** Side of the image whose cost is spelt out, in pixels. */
  pixels: v.picklist(BENCHMARK.imageSizes),
  /** What disturbs the photo, or the network's time. */
  disturb: v.picklist(SEVERITY_KINDS),
  /** How much of it, in its own unit; null is none. What is beyond its axis is the end of the axis. */
  severity: v.nullable(v.pipe(v.number(), v.minValue(-180), v.maxValue(180))),
  theme: v.picklist(['dark', 'light', 'system']),
  lang: v.picklist(['browser', 'en', 'zh']),
  embed: v.boolean(),
  /** For a stage: one figure, large type, no header. */
  present: v.boolean(),
  /** The tour's stop, as "7.2" or "stage.3"; null outside the tour. */
  tour: v.nullable(v.pipe(v.string(), v.regex(/^(stage|\d{1,2})(\.\d)?$/))),
  /** Panels that are not shown. */
  hide: panels,
  /** The only panels that are shown; none means all. */
  only: panels,
  play: v.boolean(),
  /** Factor on the pace of time. */
  speed: v.picklist([0.5, 1, 2]),
  /** Time begins anew at its end. */
  loop: v.boolean(),
  /** What can be unfolded and is. */
  open: v.pipe(v.array(v.picklist(FOLDS)), v.maxLength(FOLDS.length)),
});

export type Settings = v.InferOutput<typeof SETTINGS>;
export type SettingKey = keyof Settings;
export type View = Settings['view'];
export type Theme = Settings['theme'];
export type Fold = (typeof FOLDS)[number];

export const DEFAULTS: Settings = {
  view: 'classify',
  sample: null,
  photo: null,
  crop: false,
  model: null,
  backend: null,
  stage: 0,
  block: 0,
  // In the embedded vHeat-Nano this one shows the photo plainly, and visibly cools.
  channel: 15,
  t: AS_TRAINED.t,
  k: AS_TRAINED.k,
  kConst: AS_TRAINED.kConst,
  scope: AS_TRAINED.scope,
  knobStage: null,
  knobBlock: null,
  patch: null,
  source: 'impulse',
  lab: false,
  labSize: 256,
  cut: 0.5,
  sort: 'meanK',
  axis: 'kt',
  signed: 'theme',
  magnitude: 'inferno',
  range: 'source',
  law: 'linear',
  smooth: true,
  heat: 'impulse',
  attention: 'row',
  layer: null,
  head: null,
  // Attention spreads so thin that on a shared scale its shape is hard to see.
  scale: 'own',
  norm: 'log10',
  images: 'current',
  before: false,
  pixels: 768,
  disturb: 'rotation',
  severity: null,
  theme: 'system',
  lang: 'browser',
  embed: false,
  present: false,
  tour: null,
  hide: [],
  only: [],
  play: false,
  speed: 1,
  loop: true,
  open: [],
};

/** Where a view begins somewhere else: Field at the last stage, Compare where both networks have 16-pixel tokens. */
const BEGINNINGS: Partial<Record<View, Partial<Settings>>> = {
  field: { stage: 3 },
  compare: { stage: 2, block: 5 },
};

/** What settings are in a view as long as nobody sets them; a link leaves these out. */
export function defaultsOf(view: View): Settings {
  return { ...DEFAULTS, ...BEGINNINGS[view] };
}

/** A change of view, together with the settings that follow from it because nobody has set them. */
export function withBeginnings(change: Partial<Settings>, before: Settings): Partial<Settings> {
  if (change.view === undefined || change.view === before.view) return change;
  const [from, to] = [defaultsOf(before.view), defaultsOf(change.view)];
  const untouched = before.stage === from.stage && before.block === from.block;
  return untouched ? { stage: to.stage, block: to.block, ...change } : change;
}

/** Where a key may live besides memory, and whether changing it makes a step in the browser's history. */
interface Place {
  readonly url: boolean;
  readonly local: boolean;
  readonly history: 'push' | 'replace';
}

const shared: Place = { url: true, local: false, history: 'replace' };
const step: Place = { url: true, local: false, history: 'push' };
/** A matter of taste, of eyes and of projectors: this browser remembers it. */
const taste: Place = { url: true, local: true, history: 'replace' };

export const PLACES: Record<SettingKey, Place> = {
  view: step,
  sample: step,
  photo: step,
  crop: shared,
  model: step,
  backend: shared,
  stage: shared,
  block: shared,
  channel: shared,
  t: shared,
  k: shared,
  kConst: shared,
  scope: shared,
  knobStage: shared,
  knobBlock: shared,
  patch: shared,
  source: shared,
  lab: shared,
  labSize: shared,
  cut: shared,
  sort: shared,
  axis: shared,
  signed: taste,
  magnitude: taste,
  range: shared,
  law: shared,
  smooth: shared,
  heat: shared,
  attention: shared,
  layer: shared,
  head: shared,
  scale: shared,
  norm: shared,
  images: shared,
  before: shared,
  pixels: shared,
  theme: taste,
  lang: taste,
  disturb: shared,
  severity: shared,
  embed: shared,
  present: shared,
  tour: step,
  hide: shared,
  only: shared,
  play: shared,
  speed: shared,
  loop: shared,
  open: shared,
};

export const SETTING_KEYS = Object.keys(DEFAULTS) as SettingKey[];
