import { placeOfKnobs } from './knobs.ts';
import { defaultsOf, type Settings } from './settings.ts';
import type { ExplorerState, ExplorerStore } from './store.ts';

/** Settings that are a place in a network, as people call it; they count from 0. */
const PLACES = {
  stage: 'stage',
  block: 'block',
  channel: 'channel',
  layer: 'layer',
  head: 'head',
  knobStage: 'stage',
  knobBlock: 'block',
} as const;

type PlaceKey = keyof typeof PLACES;

/** A place that a network does not have, and the one that is shown instead; indices from 0, null the mean over heads. */
export interface Outside {
  readonly key: PlaceKey;
  readonly what: (typeof PLACES)[PlaceKey];
  readonly asked: number;
  readonly shown: number | null;
}

/** The places in view, inside the networks that are there. */
function inside(state: ExplorerState): Pick<Settings, PlaceKey> {
  const { vheat, vit, stage, block, channel, layer, head, knobStage, knobBlock } = state;
  const within = (place: { stage: number; block: number }) => {
    if (vheat === null) return place;
    const s = Math.min(place.stage, vheat.stages.length - 1);
    return { stage: s, block: Math.min(place.block, vheat.stages[s].meanK.length - 1) };
  };
  const shown = within({ stage, block });
  const knobs = within(placeOfKnobs(state));
  return {
    ...shown,
    channel: vheat === null ? channel : Math.min(channel, vheat.stages[shown.stage].channels - 1),
    layer: layer === null || vit === null ? layer : Math.min(layer, vit.layers - 1),
    head: head === null || vit === null || head < vit.heads ? head : null,
    knobStage: knobStage === null ? null : knobs.stage,
    knobBlock: knobBlock === null ? null : knobs.block,
  };
}

/**
 * Keeps stage, block, channel, layer and head inside the networks: those of a link may not exist in them.
 * @returns what was outside although somebody set it
 */
export function clampPlace({ getState, setState }: ExplorerStore): Outside[] {
  const state = getState();
  const places = inside(state);
  const keys = Object.keys(PLACES) as PlaceKey[];
  const outside = keys.filter((key) => places[key] !== state[key]);
  if (outside.length === 0) return [];
  setState(places);
  const defaults = defaultsOf(state.view);
  return outside.flatMap((key) => {
    const asked = state[key];
    if (asked === null || asked === defaults[key]) return [];
    return [{ key, what: PLACES[key], asked, shown: places[key] }];
  });
}
