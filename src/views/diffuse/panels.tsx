import { useCallback, useEffect, useMemo } from 'react';
import type { BlockHeat, HeatSource, PointKind } from '../../math/block-heat.ts';
import { createChannelHeat, type ChannelHeat, type ScaleRule } from '../../render/channel-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { constantOf, exponentTime } from '../../state/conduction.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { useColours } from '../maps/use-colours.ts';
import type { Point } from '../maps/pointer.ts';
import { pageLoop } from '../transport/page-loop.ts';
import styles from './diffuse.module.css';

const SPECTRA = { impulse: 'Spectrum of the impulse', patch: 'Spectrum of the patch' } as const;
const CAPTIONS = {
  source: 'What enters the heat step of this block: one channel, above and below zero.',
  point: 'Heat in one token alone.',
  spectrum:
    'How strong each standing wave is in the source: coarse ones in the upper left, fine ones in the lower right.',
  decay: 'The share of each wave that is left after the time t.',
  result: 'The source after its heat has flowed for the time t: waves that survive, added up.',
  k: 'The learned diffusivity of each wave: where it is near 0 the wave stays.',
} as const;

/** The channel in view, prepared once per channel and then driven by time alone. */
function useChannelHeat(block: BlockHeat, source: HeatSource, rule: ScaleRule): ChannelHeat {
  const channel = useExplorerState((s) => Math.min(s.channel, block.shape[2] - 1));
  return useMemo(
    () => createChannelHeat(block, source, channel, rule),
    [block, source, channel, rule],
  );
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
  const photo = useExplorerState((s) => s.imageTitle);
  const channel = useExplorerState((s) => Math.min(s.channel, shape[2] - 1));
  return useMemo(() => {
    const place = `stage ${stage + 1}, block ${block + 1}, channel ${channel + 1}`;
    return { source: { model, photo, place } };
  }, [model, photo, stage, block, channel]);
}

interface PanelsProps {
  readonly block: BlockHeat;
  readonly from: HeatSource;
  readonly rule: ScaleRule;
  /** What the source is where it is one token; null for the whole map. */
  readonly point: PointKind | null;
}

/** Source → spectrum → what survives → result: the heat operator of one channel, step by step. */
export function Panels({ block, from, rule, point }: PanelsProps) {
  const heat = useChannelHeat(block, from, rule);
  const explorer = useExplorer();
  const { signed, magnitude, smooth } = useColours();
  const origin = useOrigin(block);
  const pick = useCallback((patch: Point) => void explorer.set({ patch }), [explorer]);

  const [source, spectrum, decay, result] = useMemo<Figure[]>(() => {
    const advance = (t?: number) => {
      const state = explorer.store.getState();
      const at = t === undefined ? state : { ...state, t };
      return heat.advance(exponentTime(at), constantOf(at));
    };
    return [
      {
        ...origin,
        ...heat.source,
        title: point === null ? 'Source U⁰' : 'Point source',
        caption: point === null ? CAPTIONS.source : CAPTIONS.point,
        unit: 'signed',
        colours: signed,
        smooth: smooth && point === null,
      },
      {
        ...origin,
        ...heat.spectrum,
        title: point === null ? 'Spectrum of U⁰' : SPECTRA[point],
        caption: CAPTIONS.spectrum,
        unit: '|DCT|',
        colours: magnitude,
        smooth,
      },
      {
        ...origin,
        ...heat.decay,
        title: 'What survives',
        caption: CAPTIONS.decay,
        unit: 'exp(−ω²kt)',
        colours: 'viridis',
        smooth,
        advance,
      },
      {
        ...origin,
        ...heat.result,
        title: 'Result Uᵗ',
        caption: CAPTIONS.result,
        unit: 'signed',
        colours: signed,
        smooth,
        advance,
      },
    ];
  }, [explorer, origin, heat, point, signed, magnitude, smooth]);

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
  const heat = useChannelHeat(block, block.source, 'source');
  const { magnitude, smooth } = useColours();
  const origin = useOrigin(block);
  const figure = useMemo<Figure>(
    () => ({
      ...origin,
      ...heat.k,
      title: 'Learned k',
      caption: CAPTIONS.k,
      unit: 'over ω_y ↓, ω_x →',
      colours: magnitude,
      smooth,
    }),
    [origin, heat, magnitude, smooth],
  );
  return <FigureView figure={figure} />;
}
