import { acceptSettings, type Misfit } from './accept.ts';
import { defaultsOf, PLACES, SETTING_KEYS, type SettingKey, type Settings } from './settings.ts';

/** A query longer than this is not ours. */
const LONGEST_QUERY = 8192;

/** Reads one value's text; undefined for text that cannot be a value of that key. */
const READ: Record<SettingKey, (text: string) => unknown> = {
  view: (s) => s,
  sample: (s) => s,
  photo: (s) => s,
  crop: flag,
  model: (s) => s,
  backend: (s) => s,
  stage: number,
  block: number,
  channel: number,
  t: number,
  k: number,
  kConst: number,
  scope: (s) => s,
  knobStage: number,
  knobBlock: number,
  patch: (s) => {
    const [x, y, ...rest] = s.split(',').map(number);
    return rest.length > 0 ? undefined : { x, y };
  },
  source: (s) => s,
  lab: flag,
  labSize: number,
  cut: number,
  sort: (s) => s,
  axis: (s) => s,
  signed: (s) => s,
  magnitude: (s) => s,
  range: (s) => s,
  law: (s) => s,
  smooth: flag,
  heat: (s) => s,
  attention: (s) => s,
  layer: number,
  head: number,
  scale: (s) => s,
  norm: (s) => s,
  images: (s) => s,
  before: flag,
  pixels: number,
  disturb: (s) => s,
  severity: number,
  theme: (s) => s,
  lang: (s) => s,
  embed: flag,
  present: flag,
  tour: (s) => s,
  hide: list,
  only: list,
  play: flag,
  speed: number,
  loop: flag,
  open: list,
};

function number(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

function list(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

/** `?embed`, `?embed=1` and `?embed=true` all switch on. */
function flag(text: string): boolean | undefined {
  if (text === '' || text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : undefined;
}

/**
 * Reads settings from a query string such as `?sample=cat&t=2`. Never throws: what is malformed, out of
 * range or repeated is told in `refused` and left at its default; foreign keys are ignored.
 */
export function parseSearch(search: string): { accepted: Partial<Settings>; refused: Misfit[] } {
  if (search.length > LONGEST_QUERY) {
    const given = String(search.length);
    return { accepted: {}, refused: [{ key: 'length', given, allowed: `≤ ${LONGEST_QUERY}` }] };
  }
  const query = new URLSearchParams(search);
  const input: Record<string, unknown> = {};
  const texts: Record<string, string> = {};
  const repeated: Misfit[] = [];
  for (const key of SETTING_KEYS) {
    const all = query.getAll(key);
    if (all.length > 1) repeated.push({ key, given: all.join(', '), allowed: '1×' });
    else if (all.length === 1) {
      texts[key] = all[0];
      input[key] = READ[key](all[0]);
    }
  }
  const { accepted, refused } = acceptSettings(input, texts);
  return { accepted, refused: [...refused, ...repeated] };
}

/** At most five decimals: links stay short, and no knob is finer. */
function write(value: Settings[SettingKey]): string {
  if (typeof value === 'number')
    return value
      .toFixed(5)
      .replace(/\.?0+$/, '')
      .replace(/^-0$/, '0');
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value)) return value.join(',');
  if (value !== null && typeof value === 'object') return `${write(value.x)},${write(value.y)}`;
  return String(value);
}

/** Signs that a query may hold as they are. */
const PLAIN = /%(?:2C|2F|3A|3F|40)/g;

/** One key of a link: `t=2`; a flag that is on is its name alone. */
function pair(key: SettingKey, value: Settings[SettingKey]): string {
  return value === true
    ? key
    : `${key}=${encodeURIComponent(write(value)).replaceAll(PLAIN, decodeURIComponent)}`;
}

/** The query string that brings these settings back, in its shortest form: empty when all are defaults. */
export function formatSearch(settings: Settings): string {
  const defaults = defaultsOf(settings.view);
  const query = SETTING_KEYS.filter((key) => PLACES[key].url)
    .map((key) => [key, settings[key]] as const)
    .filter(([key, value]) => value !== null && write(value) !== write(defaults[key]))
    .map(([key, value]) => pair(key, value))
    .join('&');
  return query === '' ? '' : `?${query}`;
}

/** The address that shows these settings to somebody else, from that of the page. */
export function linkTo(settings: Settings, page: string): string {
  const link = new URL(page);
  link.search = formatSearch(settings);
  link.hash = '';
  return link.href;
}
