import type { Words } from '../../content/words/words.ts';
import { isAsTrained, placeOfKnobs, type KnobSettings } from '../../state/knobs.ts';

/**
 * A time or diffusivity with the digits one can follow by eye, the same everywhere: "0.04", "2.29", "12.3", "100". Only
 * what would round to 0.00 has more: "0.003". Weights that overflow give "∞", and "–" where there is no number.
 */
export function knobText(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : '∞';
  const rounded = Number(value.toPrecision(3));
  if (rounded < 0.005) return String(Number(value.toPrecision(1)));
  return rounded.toFixed(rounded < 10 ? 2 : rounded < 100 ? 1 : 0);
}

/** The knobs that are not as trained: "t = 0.50, k × 3.00"; empty where all are. */
export function setKnobsText(knobs: KnobSettings): string {
  if (isAsTrained(knobs)) return '';
  const { t, k, kConst } = knobs;
  const parts = [
    t === 1 ? null : `t = ${knobText(t)}`,
    kConst === null ? (k === 1 ? null : `k × ${knobText(k)}`) : `k = ${knobText(kConst)}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** What the knobs act on: "whole network", "stage 2", "stage 2, block 5". */
export function reachText(knobs: KnobSettings, { reach }: Words['format']): string {
  if (knobs.scope === 'network') return reach.network;
  const { stage, block } = placeOfKnobs(knobs);
  return knobs.scope === 'block' ? reach.block(stage + 1, block + 1) : reach.stage(stage + 1);
}
