import { placeOfKnobs } from './knobs.ts';
import type { Settings } from './settings.ts';
import type { ExplorerStore } from './store.ts';

/** Keeps stage, block and channel inside the network: those of a link may not exist in it. */
export function clampPlace({ getState, setState }: ExplorerStore): void {
  const state = getState();
  const { vheat, channel, knobStage, knobBlock } = state;
  if (vheat === null) return;
  const inside = (place: { stage: number; block: number }) => {
    const stage = Math.min(place.stage, vheat.stages.length - 1);
    return { stage, block: Math.min(place.block, vheat.stages[stage].meanK.length - 1) };
  };
  const { stage, block } = inside(state);
  const knobs = inside(placeOfKnobs(state));
  const clamped: Partial<Settings> = {
    stage,
    block,
    channel: Math.min(channel, vheat.stages[stage].channels - 1),
    knobStage: knobStage && knobs.stage,
    knobBlock: knobBlock && knobs.block,
  };
  const keys = Object.keys(clamped) as (keyof Settings)[];
  if (keys.some((key) => clamped[key] !== state[key])) setState(clamped);
}
