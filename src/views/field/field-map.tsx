import { useMemo } from 'react';
import { THRESHOLDS, type Normalisation } from '../../math/receptive-field.ts';
import type { Figure } from '../../render/figure.ts';
import type { Pixels } from '../../state/explorer.ts';
import { fieldSquares, normalisedField } from '../../state/studies.ts';
import { pixelsText } from '../format/input-size.ts';
import { fieldOf } from '../maps/field-scale.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { useColours } from '../maps/use-colours.ts';
import { useMessages, useWords } from '../language-context.ts';
import { usePhotoName } from '../photo/use-photo-name.ts';
import styles from '../maps/study.module.css';
import { MapItem } from '../study/map-row.tsx';
import { fieldMarks } from './field-marks.ts';
import type { FieldRun } from './use-fields.ts';

const UNITS: Record<Normalisation, string> = {
  log10: 'log₁₀(A + 1) / max',
  pow02: 'A^0.2 / max',
};

/** Which of the squares holds half. */
const HALF = THRESHOLDS.indexOf(0.5);

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
  const say = useMessages();
  const words = useWords().field;
  const colours = useColours();
  const { title: photoTitle } = usePhotoName();
  const squares = result && fieldSquares(result, norm);
  const figure = useMemo<Figure | null>(() => {
    if (result === null || squares === null) return null;
    const { field, images } = result;
    const normalised = normalisedField(result, norm);
    return {
      field: fieldOf(field, normalised),
      scale: { kind: 'positive', law: 'linear', of: 'fixed', low: 0, high: 1 },
      colours: colours.positive,
      smooth: colours.smooth,
      unit: UNITS[norm],
      title: words.of({ network, trained }),
      caption: words.caption(images, pixelsText(field), result.skipped),
      source: { model, photo: images === 1 ? photoTitle : null, place },
      picture: photo,
      marks: fieldMarks(result, normalised, squares, theory),
    };
  }, [
    result,
    squares,
    norm,
    colours,
    network,
    trained,
    model,
    place,
    photo,
    photoTitle,
    theory,
    words,
  ]);
  if (absent !== null) return <p className={styles.absent}>{absent}</p>;
  if (figure === null)
    return (
      <p className={styles.absent} role="status">
        {run.problem !== null
          ? say(run.problem)
          : run.state === 'cancelled'
            ? words.runs.cancelledBefore
            : words.runs.computing}
      </p>
    );
  const half = squares?.at(HALF) ?? null;
  return (
    <MapItem number={half && words.half(half.side)}>
      <FigureView figure={figure} place={place} onPick={onPick} />
    </MapItem>
  );
}
