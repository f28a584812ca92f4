import { useMemo } from 'react';
import type { Box, Figure } from '../../render/figure.ts';
import type { Pixels } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { sharedScale, type Numbers } from '../maps/field-scale.ts';
import { useColours } from '../maps/use-colours.ts';
import { usePointer, type Point, type Pointer } from '../maps/pointer.ts';
import { usePhotoName } from '../photo/use-photo-name.ts';
import styles from '../maps/study.module.css';
import { MapItem, MapRow } from '../study/map-row.tsx';
import { arriving } from './arriving.ts';
import { scaleAlone } from './scale-alone.ts';
import type { LayerMap } from './use-heat.ts';

/** One of the two maps; `refusal` is one sentence when it cannot be had. */
export interface Half {
  readonly title: string;
  /** What is said while it is computed. */
  readonly computing: string;
  readonly model: string;
  readonly place: string;
  readonly sentence: string;
  readonly map: LayerMap | null;
  readonly refusal: string | null;
}

interface Props {
  readonly heat: Half;
  readonly attention: Half;
  readonly photo: Pixels;
  readonly patch: Point;
  /** Pixels of each network's crop where both maps share one scale; null where each has its own. */
  readonly common: readonly [heat: number, attention: number] | null;
}

/** Shares are given per square of this many pixels: the ViT's patch. */
const COMMON_PATCH_PX = 16;

/** The two maps over the same photo; the pointer moves over both. */
export function MapPair({ heat, attention, photo, patch, common }: Props) {
  const pointer = usePointer();
  const { maps: words, compare } = useWords();
  const scale = useExplorerState((s) => s.scale);
  const heatField = heat.map?.field ?? null;
  const attentionField = attention.map?.field ?? null;
  const [heatSide, attentionSide] = common ?? [0, 0];
  const [heatNumbers, attentionNumbers] = useMemo<(Numbers | null)[]>(() => {
    if (heatSide > 0 && heatField && attentionField)
      return sharedScale(
        [heatField, attentionField],
        [heatSide, attentionSide],
        COMMON_PATCH_PX,
        words,
      );
    return [heatField, attentionField].map((field) => field && scaleAlone(field, scale, words));
  }, [heatSide, attentionSide, heatField, attentionField, scale, words]);
  const number = (name: 'heat' | 'attention', { map, refusal }: Half) =>
    refusal === null
      ? arriving(name, map?.field ?? null, patch, pointer.at, compare.arriving)
      : null;
  return (
    <MapRow>
      <MapItem number={number('heat', heat)}>
        <HalfView half={heat} numbers={heatNumbers} {...{ photo, patch, pointer }} />
      </MapItem>
      <MapItem number={number('attention', attention)}>
        <HalfView half={attention} numbers={attentionNumbers} {...{ photo, patch, pointer }} />
      </MapItem>
    </MapRow>
  );
}

interface HalfProps {
  readonly half: Half;
  readonly numbers: Numbers | null;
  readonly photo: Pixels;
  readonly patch: Point;
  readonly pointer: Pointer;
}

function HalfView({ half, numbers, photo, patch, pointer }: HalfProps) {
  const { list } = useWords().format;
  const explorer = useExplorer();
  const colours = useColours();
  const { title: photoTitle } = usePhotoName();
  const figure = useMemo<Figure | null>(() => {
    const { title, model, place, sentence, map } = half;
    if (numbers === null || map === null) return null;
    return {
      ...numbers,
      colours: colours[numbers.scale.kind],
      smooth: colours.smooth,
      title,
      caption: sentence,
      source: { model, photo: photoTitle, place },
      picture: photo,
      marks: [{ role: 'cell', box: cellOf(map, patch) }],
    };
  }, [half, numbers, colours, photo, photoTitle, patch]);

  if (half.refusal !== null) return <p className={styles.absent}>{half.refusal}</p>;
  if (figure === null)
    return (
      <p className={styles.absent} role="status">
        {half.computing}
      </p>
    );
  return (
    <FigureView
      figure={figure}
      place={list(half.model, half.place)}
      pointer={pointer}
      onPick={(point) => void explorer.set({ patch: point })}
    />
  );
}

/** The token of a map's grid that holds the patch, in fractions of the picture. */
function cellOf({ field, stride }: LayerMap, { x, y }: Point): Box {
  const { height, width, kind } = field ?? { height: 1, width: 1 };
  const tokens = (pixels: number) => (kind === 'gradient' ? pixels / stride : pixels);
  const [rows, columns] = [tokens(height), tokens(width)];
  return {
    x: Math.floor(x * columns) / columns,
    y: Math.floor(y * rows) / rows,
    width: 1 / columns,
    height: 1 / rows,
  };
}
