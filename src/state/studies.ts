import type {
  Attention,
  EnginePort,
  FieldProgress,
  HeatKind,
  HeatLayer,
  ImageSource,
  LayerDistance,
  Point,
  ReceptiveField,
} from '../engine/port.ts';
import {
  cellMiddle,
  cumulativeContribution,
  highContributionAreas,
  normaliseContribution,
  publishedCentre,
  squaresAround,
  THRESHOLDS,
  type FieldSquare,
  type Normalisation,
} from '../math/receptive-field.ts';
import { remembered } from '../math/remembered.ts';
import { createBenchmark } from './benchmark.ts';
import type { ExplorerStore, Sample } from './store.ts';
import { knobsOf } from './knobs.ts';

export type Architecture = 'vheat' | 'vit';

/** Which receptive field a view asks for. */
export interface FieldQuestion {
  readonly network: Architecture;
  /** Index from 0; the last where null. */
  readonly stage: number | null;
  /** Index from 0 within the stage; its last where absent. */
  readonly block?: number;
  readonly cell: readonly [row: number, column: number] | null;
  /** The photo shown, all sample photos, or the user's own. */
  readonly images: 'current' | 'samples' | readonly Blob[];
  readonly trained: boolean;
}

type PlacedField = Pick<ReceptiveField, 'field' | 'cell' | 'stride'>;

/** A field as it is drawn and measured, [h, w]; see {@link normaliseContribution}. */
export const normalisedField = remembered(({ field }: PlacedField, rule: Normalisation) =>
  normaliseContribution(field.data, rule),
);

/**
 * Squares around the middle of a field's cell that hold 20, 30, 50 and 99 % of it, cut off at the borders; null for a
 * field of zeros.
 */
export const fieldSquares = remembered(
  (result: PlacedField, rule: Normalisation): readonly (FieldSquare | null)[] => {
    const { field, cell, stride } = result;
    const map = normalisedField(result, rule);
    return squaresAround(map, field.height, field.width, cellMiddle(cell, stride));
  },
);

/**
 * High-contribution areas as published: inside the picture and around its middle for the cell ⌊n/2⌋, ⌊n/2⌋, for 20, 30,
 * 50 and 99 %; null = not reached.
 */
export const publishedSquares = remembered(
  (result: PlacedField, rule: Normalisation): readonly (FieldSquare | null)[] => {
    const { field, cell, stride } = result;
    const { height, width } = field;
    const map = normalisedField(result, rule);
    const centre = publishedCentre(cell, height / stride, stride, width / stride);
    return highContributionAreas(map, height, width, THRESHOLDS, centre);
  },
);

/** How a field gathers with the distance from the middle of its cell; see {@link cumulativeContribution}. */
export const fieldWithin = remembered((result: PlacedField, rule: Normalisation) => {
  const { field, cell, stride } = result;
  const map = normalisedField(result, rule);
  return cumulativeContribution(map, field.height, field.width, cellMiddle(cell, stride));
});

/** Whether a field is of the cell that the published recipe asks for, ⌊n/2⌋, ⌊n/2⌋. */
export function isPublishedCell({ field, cell, stride }: PlacedField): boolean {
  const middle = (pixels: number) => Math.floor(pixels / stride / 2);
  return cell[0] === middle(field.height) && cell[1] === middle(field.width);
}

/** Questions about the networks and the photo shown, with the knobs as they are set. All reject with a PortError. */
export interface Studies {
  /** Loads what the catalogue has for these slots where they are empty; the classifier stays. */
  loadCompanions(slots: readonly Architecture[]): Promise<void>;
  heatFrom(kind: HeatKind, patch: Point): Promise<HeatLayer[]>;
  conductionDistances(): Promise<LayerDistance[]>;
  attention(): Promise<Attention>;
  /** @param asker a newer field of the same asker, network and training takes the older one's place */
  receptiveField(
    asker: string,
    question: FieldQuestion,
    onProgress?: (progress: FieldProgress) => void,
  ): Promise<ReceptiveField>;
  cancelFields(asker: string): Promise<void>;
  /** Times heat and attention on this device into the store's `benchmark`. */
  measureLayers(): Promise<void>;
  cancelMeasuring(): Promise<void>;
}

interface StudyOptions {
  readonly port: EnginePort;
  readonly store: ExplorerStore;
  readonly sampleUrl: (sample: Sample) => string;
  /** Called after a network took a slot. */
  readonly onLoad: () => void;
}

export function createStudies({ port, store, sampleUrl, onLoad }: StudyOptions): Studies {
  const loading = new Map<Architecture, Promise<void>>();

  async function fillSlot(architecture: Architecture): Promise<void> {
    const state = store.getState();
    const entry = state.catalog.find((e) => e.architecture === architecture);
    if (state[architecture] !== null || entry === undefined) return;
    const info = await port.loadCompanion(entry.id);
    store.setState(info.architecture === 'vheat' ? { vheat: info } : { vit: info });
    onLoad();
  }

  function sourcesOf(images: FieldQuestion['images']): ImageSource[] | null {
    if (images === 'current') return null;
    if (images === 'samples')
      return store.getState().samples.map((sample) => ({ url: sampleUrl(sample) }));
    return images.map((blob) => ({ blob }));
  }

  return {
    async loadCompanions(slots) {
      for (const slot of slots) {
        const work = loading.get(slot) ?? fillSlot(slot).finally(() => loading.delete(slot));
        loading.set(slot, work);
        await work;
      }
    },
    heatFrom: (kind, patch) => port.heatFrom(kind, patch, knobsOf(store.getState())),
    conductionDistances: () => port.conductionDistances(knobsOf(store.getState())),
    attention: () => port.attention(),
    receptiveField: (
      asker,
      { network, stage, block, cell, images, trained },
      onProgress = () => undefined,
    ) =>
      port.receptiveField(
        { asker, network, stage, block: block ?? null, cell, images: sourcesOf(images), trained },
        knobsOf(store.getState()),
        onProgress,
      ),
    cancelFields: (asker) => port.cancelFields(asker),
    ...createBenchmark(port, store),
  };
}
