import { useCallback, useEffect, useMemo } from 'react';
import type { BlockHeat, HeatSource, PointKind } from '../../math/block-heat.ts';
import { createChannelHeat, type ChannelHeat, type ScaleRule } from '../../render/channel-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { constantOf, exponentTime } from '../../state/conduction.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { useColours } from '../maps/use-colours.ts';
import type { Point } from '../maps/pointer.ts';
import { pageLoop } from '../transport/page-loop.ts';
import { usePhotoName } from '../photo/use-photo-name.ts';
import styles from './diffuse.module.css';

/** The heat of a channel, and what brings it to the present or to a time. */
export interface LiveHeat {
  readonly heat: ChannelHeat;
  readonly advance: (t?: number) => number;
}

/** The channel in view, prepared once per channel and then driven by time alone. */
export function useChannelHeat(block: BlockHeat, source: HeatSource, rule: ScaleRule): LiveHeat {
  const { store } = useExplorer();
  const channel = useExplorerState((s) => Math.min(s.channel, block.shape[2] - 1));
  const law = useExplorerState((s) => s.law);
  return useMemo(() => {
    const heat = createChannelHeat(block, source, channel, rule, law);
    const advance = (t?: number) => {
      const state = store.getState();
      const at = t === undefined ? state : { ...state, t };
      return heat.advance(exponentTime(at), constantOf(at));
    };
    return { heat, advance };
  }, [store, block, source, channel, rule, law]);
}

const KNOBS = ['t', 'k', 'kConst'] as const;

/** Marks the page's frame loop dirty whenever time and diffusivity move, or what they act on. */
export function useKnobFrames(): void {
  const { store } = useExplorer();
  useEffect(
    () =>
      store.subscribe((state, previous) => {
        const moved =
          KNOBS.some((key) => state[key] !== previous[key]) ||
          exponentTime(state) !== exponentTime(previous) ||
          constantOf(state) !== constantOf(previous);
        if (moved) pageLoop().markDirty();
      }),
    [store],
  );
}

/** What all figures of the channel in view have in common. */
function useOrigin({ stage, block, shape }: BlockHeat): Pick<Figure, 'source'> {
  const model = useExplorerState((s) => s.vheat?.name ?? null);
  const { title: photo } = usePhotoName();
  const channel = useExplorerState((s) => Math.min(s.channel, shape[2] - 1));
  const words = useWords().diffuse;
  return useMemo(() => {
    const place = words.place(stage + 1, block + 1, channel + 1);
    return { source: { model, photo, place } };
  }, [model, photo, stage, block, channel, words]);
}

interface PanelsProps {
  readonly block: BlockHeat;
  readonly live: LiveHeat;
  /** What the source is where it is one token; null for the whole map. */
  readonly point: PointKind | null;
}

/** Source → spectrum → what survives → result: the heat operator of one channel, step by step. */
export function Panels({ block, live, point }: PanelsProps) {
  const { heat, advance } = live;
  const explorer = useExplorer();
  const { signed, magnitude, smooth } = useColours();
  const origin = useOrigin(block);
  const words = useWords().diffuse.figures;
  const pick = useCallback((patch: Point) => void explorer.set({ patch }), [explorer]);

  const [rows, columns] = block.shape;
  const [source, spectrum, decay, result] = useMemo<Figure[]>(
    () => [
      {
        ...origin,
        ...heat.source,
        ...(point === null
          ? { title: words.source.title, caption: words.source.caption(rows, columns) }
          : words.point),
        unit: words.signed,
        colours: signed,
        smooth: smooth && point === null,
      },
      {
        ...origin,
        ...heat.spectrum,
        title: words.spectrum[point ?? 'whole'],
        caption: words.spectrum.caption,
        unit: words.spectrum.unit,
        colours: magnitude,
        smooth,
      },
      {
        ...origin,
        ...heat.decay,
        ...words.decay,
        colours: 'viridis',
        smooth,
        advance,
      },
      {
        ...origin,
        ...heat.result,
        title: words.result.title,
        caption: words.result[point === null ? 'whole' : 'point'],
        unit: words.signed,
        colours: signed,
        smooth,
        advance,
      },
    ],
    [origin, heat, advance, rows, columns, point, signed, magnitude, smooth, words],
  );

  return (
    <div className={styles.panels}>
      <FigureView figure={source} onPick={pick} />
      <FigureView figure={spectrum} />
      <FigureView figure={decay} />
      <FigureView figure={result} onPick={pick} />
    </div>
  );
}

/** Learned diffusivity of the channel in view over frequencies. */
export function DiffusivityMap({ block }: { readonly block: BlockHeat }) {
  const { heat } = useChannelHeat(block, block.source, 'source');
  const { magnitude, smooth } = useColours();
  const origin = useOrigin(block);
  const words = useWords().diffuse.figures;
  const figure = useMemo<Figure>(
    () => ({
      ...origin,
      ...heat.k,
      ...words.k,
      colours: magnitude,
      smooth,
    }),
    [origin, heat, magnitude, smooth, words],
  );
  return <FigureView figure={figure} />;
}
