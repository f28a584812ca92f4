import { useMemo, useState } from 'react';
import type { Pixels } from '../../state/explorer.ts';
import { useExplorer } from '../explorer-context.ts';
import { ownScale, sharedScale, type ScaledMap } from '../maps/colour-scale.ts';
import { PictureMap } from '../maps/picture-map.tsx';
import styles from '../maps/study.module.css';
import type { LayerMap, Point } from './use-heat.ts';

/** One of the two maps; `refusal` is one sentence when it cannot be had. */
export interface Half {
  readonly title: string;
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
  const explorer = useExplorer();
  const [hover, setHover] = useState<Point | null>(null);
  const heatField = heat.map?.field ?? null;
  const attentionField = attention.map?.field ?? null;
  const [heatSide, attentionSide] = common ?? [0, 0];
  const scales = useMemo<(ScaledMap | null)[]>(() => {
    if (heatSide > 0 && heatField && attentionField)
      return sharedScale([heatField, attentionField], [heatSide, attentionSide], COMMON_PATCH_PX);
    return [heatField, attentionField].map((field) => field && ownScale(field));
  }, [heatSide, attentionSide, heatField, attentionField]);

  return (
    <div className={styles.pair}>
      {[heat, attention].map(({ title, place, sentence, map, refusal }, i) => {
        const scaled = scales[i];
        if (refusal !== null)
          return (
            <p key={i} className={styles.absent}>
              {refusal}
            </p>
          );
        if (!map?.field || !scaled)
          return (
            <p key={i} className={styles.absent} role="status">
              Computing {title.toLowerCase()}…
            </p>
          );
        return (
          <PictureMap
            key={i}
            title={title}
            place={place}
            photo={photo}
            map={scaled}
            height={map.field.height}
            width={map.field.width}
            square={squareOf(map, patch)}
            hover={hover}
            onHover={setHover}
            onPick={(point) => void explorer.set({ patch: point })}
          >
            {sentence}
          </PictureMap>
        );
      })}
    </div>
  );
}

/** The token of a map's grid that holds the patch, in fractions of the picture. */
function squareOf({ field, stride }: LayerMap, { x, y }: Point) {
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
