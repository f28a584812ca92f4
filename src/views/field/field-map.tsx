import { useMemo, useState } from 'react';
import { normaliseContribution, type Normalisation } from '../../math/receptive-field.ts';
import type { Pixels } from '../../state/explorer.ts';
import { fieldSquares } from '../../state/studies.ts';
import type { ScaledMap } from '../maps/colour-scale.ts';
import { PictureMap } from '../maps/picture-map.tsx';
import styles from '../maps/study.module.css';
import { FieldOverlay } from './field-overlay.tsx';
import type { FieldRun } from './use-fields.ts';
import { photosWord, runName } from './words.ts';

interface Props {
  readonly run: FieldRun;
  readonly place: string;
  readonly norm: Normalisation;
  readonly photo: Pixels;
  /** Why the map is not shown over this photo, one sentence. */
  readonly absent: string | null;
  readonly theory: number;
  readonly onPick: (point: { x: number; y: number }) => void;
}

/** One receptive field over the photo; always says input size, number of photos and normalisation. */
export function FieldMap({ run, place, norm, photo, absent, theory, onPick }: Props) {
  const [hover, setHover] = useState<{ x: number; y: number } | null>(null);
  const { result } = run;
  const scaled = useMemo<ScaledMap | null>(
    () =>
      result && {
        values: normaliseContribution(result.field.data, norm),
        low: 0,
        high: 1,
        colours: 'inferno',
        unit: norm === 'log10' ? 'log₁₀(A + 1) / max' : 'A^0.2 / max',
      },
    [result, norm],
  );
  if (absent !== null) return <p className={styles.absent}>{absent}</p>;
  if (!result || !scaled)
    return (
      <p className={styles.absent} role="status">
        {run.problem ??
          (run.state === 'cancelled' ? 'Cancelled before the first photo.' : 'Computing…')}
      </p>
    );
  const { field, cell, stride, images, skipped } = result;
  const [width, height] = [stride / field.width, stride / field.height];
  return (
    <PictureMap
      title={runName(run)}
      place={place}
      photo={photo}
      map={scaled}
      height={field.height}
      width={field.width}
      square={{ x: cell[1] * width, y: cell[0] * height, width, height }}
      hover={hover}
      onHover={setHover}
      onPick={onPick}
      overlay={
        <FieldOverlay
          result={result}
          drawn={scaled.values}
          squares={fieldSquares(result, norm)}
          theory={theory}
        />
      }
    >
      Mean over {photosWord(images)} at{' '}
      {field.width === field.height ? field.width : `${field.width} × ${field.height}`} px input
      {skipped > 0 && `, ${photosWord(skipped)} left out`}: what each pixel contributes to the cell,
      Σ over RGB of the positive part of ∂s/∂pixel, s = Σ ReLU(feature).
    </PictureMap>
  );
}
