import * as v from 'valibot';
import { SEVERITIES } from '../math/disturb/severity.ts';
import { SETTING_KEYS, SETTINGS, type Settings } from './settings.ts';

/** A value that a setting cannot have, as it was given. */
export interface Misfit {
  readonly key: string;
  readonly given: string;
  /** What it can have, in signs; null where the key itself is unknown. */
  readonly allowed: string | null;
}

/** Longer values are cut where they are told. */
const LONGEST_TOLD = 40;

/** How lists and the like are written in a link. */
const WRITTEN: Partial<Record<string, string>> = {
  boolean: '0 | 1',
  Array: 'a,b,…',
  Object: 'x,y',
};

/** What a schema expected, in signs that need no language: "≤ 64", "dark | light | system", "integer". */
function notation({ type, expected }: v.BaseIssue<unknown>): string {
  if (expected === null) return type;
  return (
    WRITTEN[expected] ??
    expected.replace(/^([<>])=/, (_, sign) => (sign === '<' ? '≤ ' : '≥ ')).replaceAll(/["()]/g, '')
  );
}

/** A value as it may be told: never longer than a line, whatever a program gave. */
function told(value: unknown): string {
  const isPlain = value === null || !['object', 'function', 'symbol'].includes(typeof value);
  const text = isPlain ? String(value) : typeof value;
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text;
}

/** What a severity can be that is beyond the axis of the disturbance given with it; null where it fits. */
function beyondAxis({ disturb, severity }: Partial<Settings>): string | null {
  if (disturb === undefined || severity == null) return null;
  const [low, high] = [...SEVERITIES[disturb].ends].sort((a, b) => a - b);
  return severity >= low && severity <= high ? null : `${low} … ${high}`;
}

/**
 * Keeps what the schema accepts, key by key.
 * @param texts values as they were given, where `input` has them read
 * @returns accepted values, and those that were refused, unknown keys included
 */
export function acceptSettings(
  input: Record<string, unknown>,
  texts: Readonly<Record<string, string>> = {},
): { accepted: Partial<Settings>; refused: Misfit[] } {
  const accepted: Partial<Record<keyof Settings, unknown>> = {};
  const refused: Misfit[] = [];
  for (const [key, value] of Object.entries(input)) {
    const known = SETTING_KEYS.find((k) => k === key);
    const given = told(texts[key] ?? value);
    if (known === undefined) {
      refused.push({ key, given, allowed: null });
      continue;
    }
    const result = v.safeParse(SETTINGS.entries[known], value);
    if (result.success) accepted[known] = result.output;
    else refused.push({ key, given, allowed: notation(result.issues[0]) });
  }
  const kept = accepted as Partial<Settings>;
  const severity = beyondAxis(kept);
  if (severity === null) return { accepted: kept, refused };
  const { severity: given, ...others } = kept;
  const misfit = {
    key: 'severity',
    given: told('severity' in texts ? texts.severity : given),
    allowed: severity,
  };
  return { accepted: others, refused: [...refused, misfit] };
}
