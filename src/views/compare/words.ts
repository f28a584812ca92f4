import { isAsTrained, reaches, type KnobSettings } from '../../state/knobs.ts';
import type { Settings } from '../../state/settings.ts';
import { knobText } from '../format/knobs.ts';

type Heat = Settings['heat'];
type Attention = Settings['attention'];

export const HEAT_KINDS: readonly { value: Heat; label: string }[] = [
  { value: 'impulse', label: 'impulse' },
  { value: 'reach', label: 'so far' },
  { value: 'source', label: 'on image' },
  { value: 'correlation', label: 'correlation' },
  { value: 'gradient', label: 'gradient' },
];

export const ATTENTION_KINDS: readonly { value: Attention; label: string }[] = [
  { value: 'row', label: 'row' },
  { value: 'rollout', label: 'rollout' },
  { value: 'gradient', label: 'gradient' },
];

/** What spreads heat in a block that the knobs reach or not. */
function lawOf(s: KnobSettings): string {
  if (isAsTrained(s) || !reaches(s, s.stage, s.block)) return 'the learned k alone';
  const time = s.t === 1 ? '' : ` and t = ${knobText(s.t)}`;
  if (s.kConst !== null) return `k = ${knobText(s.kConst)} in place of the learned k${time}`;
  return `the learned k${s.k === 1 ? '' : ` × ${knobText(s.k)}`}${time}`;
}

/** What a heat map of the block in view is, exactly, with the knobs as they are. */
export function heatSentence(kind: Heat, knobs: KnobSettings): string {
  if (kind !== 'impulse') return HEAT_SENTENCES[kind];
  return `One unit of heat on the patch, spread by ${lawOf(knobs)}, mean over channels: it sums to 1 and is the same for every photo.`;
}

const HEAT_SENTENCES: Record<Exclude<Heat, 'impulse'>, string> = {
  reach:
    'One unit of heat on the patch, carried on by this block and all before it, channels mixed evenly in between: it sums to 1 and grows from block to block.',
  source:
    'The heat that this patch of the real U⁰ sends out; length over channels. The signed maps of all patches sum to Uᵗ.',
  correlation:
    'Cosine between the channels at the patch and everywhere else after conduction: what has become alike.',
  gradient:
    'How much each pixel changes the features at the patch: Σ over RGB of the positive part of ∂s/∂pixel, s = Σ ReLU(feature).',
};

/** What each attention map is, exactly. */
export const ATTENTION_SENTENCES: Record<Attention, string> = {
  row: 'The weights with which the patch reads every other patch of this photo in this layer; class token left out.',
  rollout:
    'Attention of this layer and all before it multiplied through, half of each step staying in place (Abnar & Zuidema).',
  gradient:
    'The same gradient at the end of the ViT’s last block, before the final norm, class token left out.',
};
