import { isAsTrained } from './knobs.ts';
import type { Prediction } from './prediction.ts';
import type { ExplorerState, Sample } from './store.ts';

/** `samples/predictions.json`: what the default model says of the sample photos, computed beforehand. */
export interface Beforehand {
  readonly model: string;
  /** SHA-256 of each part of its weights. */
  readonly weights: readonly string[];
  /** The likeliest classes by the sample's id, best first. */
  readonly predictions: Readonly<Record<string, readonly Prediction[]>>;
}

type Known = Pick<ExplorerState, 'samples' | 'sample' | 'photo' | 'image' | 'photoOwner'>;

/** The sample photo that will be the first one shown; null once a photo is. */
export function sampleToCome({ samples, sample, photo, image, photoOwner }: Known): Sample | null {
  if (image !== null || photo === 'own' || photoOwner !== 'app') return null;
  return samples.find(({ id }) => id === sample) ?? samples.at(0) ?? null;
}

/** What the default model, as trained, says of the photo to come; null where another network or condition is asked for. */
export function beforehandOf(state: ExplorerState): readonly Prediction[] | null {
  const sample = sampleToCome(state);
  if (sample === null || state.model !== null || state.asked !== null || !isAsTrained(state))
    return null;
  return state.beforehand?.predictions[sample.id] ?? null;
}
