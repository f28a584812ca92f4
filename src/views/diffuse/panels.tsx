import { useCallback, useEffect, useMemo } from 'react';
import type { GridShape } from '../../math/heat.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { pageLoop } from '../transport/page-loop.ts';
import type { BlockHeat, HeatSource, PointKind } from './block-heat.ts';
import { createChannelHeat, type ChannelHeat, type ScaleRule } from './channel-heat.ts';
import { constantOf, exponentTime } from './conduction.ts';
import { useSignedMap } from './look.ts';
import { MapFigure } from './map-figure.tsx';
import { frequencyName, tokenName } from '../maps/words.ts';
import styles from './diffuse.module.css';

interface Props {
  readonly heat: ChannelHeat;
  readonly shape: GridShape;
}

/** The channel in view, prepared once per channel and then driven by time alone. */
export function useChannelHeat(block: BlockHeat, source: HeatSource, rule: ScaleRule): ChannelHeat {
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

interface PanelsProps extends Props {
  /** What the source is where it is one token; null for the whole map. */
  readonly point: PointKind | null;
  readonly rule: ScaleRule;
}

const SPECTRA = { impulse: 'Spectrum of the impulse', patch: 'Spectrum of the patch' } as const;

/** Source → spectrum → what survives → result: the heat operator of one channel, step by step. */
export function Panels({ heat, shape, point, rule }: PanelsProps) {
  const explorer = useExplorer();
  const smooth = useExplorerState((s) => s.smooth);
  const magnitude = useExplorerState((s) => s.magnitude);
  const signed = useSignedMap();
  const [h, w] = shape;

  const advance = useCallback(() => {
    const state = explorer.store.getState();
    return heat.advance(exponentTime(state), constantOf(state));
  }, [explorer, heat]);
  const frequency = useCallback(
    (row: number, column: number) => frequencyName(row, column, h, w),
    [h, w],
  );
  const signOf = useCallback((index: number) => heat.coefficients[index], [heat]);
  const magnitudeOf = useCallback((_: number, index: number) => Math.abs(signOf(index)), [signOf]);
  const pick = useCallback(
    (patch: { x: number; y: number }) => void explorer.set({ patch }),
    [explorer],
  );

  return (
    <div className={styles.panels}>
      <MapFigure
        title={point === null ? 'Source U⁰' : 'Point source'}
        unit="signed"
        map={heat.source}
        colours={signed}
        smooth={smooth && point === null}
        cellName={tokenName}
        onPick={pick}
      />
      <MapFigure
        title={point === null ? 'Spectrum of U⁰' : SPECTRA[point]}
        unit="|DCT|, log"
        map={heat.spectrum}
        colours={magnitude}
        smooth={smooth}
        cellName={frequency}
        trueValue={magnitudeOf}
        signOf={signOf}
        logarithmic
      />
      <MapFigure
        title="What survives"
        unit="exp(−ω²kt)"
        map={heat.decay}
        colours="viridis"
        smooth={smooth}
        cellName={frequency}
        advance={advance}
      />
      <MapFigure
        title="Result Uᵗ"
        unit={rule === 'own' ? 'on its own scale' : 'signed'}
        map={heat.result}
        colours={signed}
        smooth={smooth}
        cellName={tokenName}
        advance={advance}
        onPick={pick}
      />
    </div>
  );
}

/** Learned diffusivity of the channel in view over frequencies. */
export function DiffusivityMap({ heat, shape }: Props) {
  const smooth = useExplorerState((s) => s.smooth);
  const magnitude = useExplorerState((s) => s.magnitude);
  const [h, w] = shape;
  const frequency = useCallback(
    (row: number, column: number) => frequencyName(row, column, h, w),
    [h, w],
  );
  return (
    <MapFigure
      title="Learned k"
      unit="over ω_y ↓, ω_x →"
      map={heat.k}
      colours={magnitude}
      smooth={smooth}
      cellName={frequency}
    />
  );
}
