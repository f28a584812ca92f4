import { useMemo } from 'react';
import { normaliseContribution, type Normalisation } from '../../math/receptive-field.ts';
import type { Figure } from '../../render/figure.ts';
import type { Pixels } from '../../state/explorer.ts';
import { fieldSquares } from '../../state/studies.ts';
import { useExplorerState } from '../explorer-context.ts';
import { fieldOf } from '../maps/field-scale.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { useColours } from '../maps/use-colours.ts';
import styles from '../maps/study.module.css';
import { fieldMarks } from './field-marks.ts';
import type { FieldRun } from './use-fields.ts';
import { captionOf, runName } from './words.ts';

const UNITS: Record<Normalisation, string> = {
  log10: 'log₁₀(A + 1) / max',
  pow02: 'A^0.2 / max',
};

interface Props {
  readonly run: FieldRun;
  readonly model: string | null;
  readonly place: string;
  readonly norm: Normalisation;
  readonly photo: Pixels;
  /** Why the map is not shown over this photo, one sentence. */
  readonly absent: string | null;
  readonly theory: number;
  readonly onPick: (point: { x: number; y: number }) => void;
}

/** One receptive field over the photo; always says input size, number of photos and normalisation. */
export function FieldMap({ run, model, place, norm, photo, absent, theory, onPick }: Props) {
  const { result, trained, network } = run;
  const colours = useColours();
  const photoTitle = useExplorerState((s) => s.imageTitle);
  const figure = useMemo<Figure | null>(() => {
    if (result === null) return null;
    const { field, images } = result;
    const normalised = normaliseContribution(field.data, norm);
    return {
      field: fieldOf(field, normalised),
      scale: { kind: 'positive', law: 'linear', of: 'fixed', low: 0, high: 1 },
      colours: colours.positive,
      smooth: colours.smooth,
      unit: UNITS[norm],
      title: runName({ network, trained }),
      caption: captionOf(result),
      source: { model, photo: images === 1 ? photoTitle : null, place },
      picture: photo,
      marks: fieldMarks(result, normalised, fieldSquares(result, norm), theory),
    };
  }, [result, norm, colours, network, trained, model, place, photo, photoTitle, theory]);
  if (absent !== null) return <p className={styles.absent}>{absent}</p>;
  if (figure === null)
    return (
      <p className={styles.absent} role="status">
        {run.problem ??
          (run.state === 'cancelled' ? 'Cancelled before the first photo.' : 'Computing…')}
      </p>
    );
  return <FigureView figure={figure} place={place} onPick={onPick} />;
}
