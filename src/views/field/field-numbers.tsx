import { Fragment } from 'react';
import {
  convolutionsOfVHeat,
  theoreticalField,
  THRESHOLDS,
  type FieldSquare,
  type Normalisation,
} from '../../math/receptive-field.ts';
import type { VHeatInfo } from '../../state/explorer.ts';
import { fieldSquares, isPublishedCell, publishedSquares } from '../../state/studies.ts';
import { Button } from '../controls/button.tsx';
import styles from '../maps/study.module.css';
import type { FieldRun, MeasuredStage } from './use-fields.ts';
import { photosWord, runName } from './words.ts';

interface Props {
  readonly runs: readonly FieldRun[];
  readonly norm: Normalisation;
}

/** Area ratios and side lengths of every field shown, with what they depend on. */
export function FieldNumbers({ runs, norm }: Props) {
  const found = runs.flatMap((run) => {
    const { result } = run;
    if (result === null) return [];
    const published = isPublishedCell(result) ? publishedSquares(result, norm) : [];
    return [{ run, ...result, squares: fieldSquares(result, norm), published }];
  });
  const tables = found.map(({ run, field, images, squares, published }) => {
    return (
      <table key={runName(run)} className={styles.table}>
        <caption>
          {runName(run)}:{' '}
          {field.width === field.height ? field.width : `${field.width} × ${field.height}`} px
          input, {photosWord(images)}, {norm === 'log10' ? 'log₁₀' : 'power 0.2'}
        </caption>
        <tbody>
          {THRESHOLDS.map((threshold, i) => {
            const square = squares[i];
            return (
              <tr key={threshold}>
                <th scope="row" className={styles.whole}>
                  {Math.round(100 * threshold)} % of it
                </th>
                <td>{square === null ? 'not reached' : `${square.side} px`}</td>
                <td>{square && areaText(square)}</td>
              </tr>
            );
          })}
          {published.length > 0 && (
            <tr>
              <th scope="row">as published</th>
              <td colSpan={2} className={styles.wrap}>
                {published.map((square, i) => (
                  <Fragment key={THRESHOLDS[i]}>
                    {i > 0 && ', '}
                    <span>{areaText(square)}</span>
                  </Fragment>
                ))}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    );
  });
  const unreached = found.some(({ published }) => published.includes(null));
  return (
    <>
      {tables}
      <p className={styles.note}>
        Sides in pixels of the input and area as a share of it: the smallest square around the
        middle of the cell, cut off at the picture’s edges, whose share of the normalised map is
        greater. As published: areas of the squares around the middle of the picture, which the
        recipe asks of the cell there.
      </p>
      {unreached && (
        <p className={styles.note}>
          Not reached: published squares end before the picture does, and the largest holds less.
          {norm === 'pow02' &&
            ' The power 0.2 lifts the faintest pixels close to the brightest, so that the map is nearly even and a square holds little more than its share of the area.'}
        </p>
      )}
    </>
  );
}

/** The area of a square. */
function areaText(square: FieldSquare | null): string {
  return square === null ? 'not reached' : `${(100 * square.ratio).toFixed(1)} %`;
}

interface TheoryProps {
  readonly network: VHeatInfo;
  readonly norm: Normalisation;
  /** Stages measured so far with the photos, cell and knobs in view. */
  readonly measured: readonly MeasuredStage[];
  /** Measures the stages that are missing; null while that runs. */
  readonly onMeasure: ((missing: readonly number[]) => void) | null;
}

/** What the convolutions alone could see at the end of each stage, beside what was measured there. */
export function TheoryTable({ network, norm, measured, onMeasure }: TheoryProps) {
  const depths = network.stages.map(({ meanK }) => meanK.length);
  const sideOf = (stage: number) => {
    const found = measured.findLast((m) => m.stage === stage);
    if (found === undefined) return '–';
    const square = fieldSquares(found.result, norm).at(-1);
    return square ? `${square.side} px` : 'not reached';
  };
  const missing = network.stages
    .map((_, stage) => stage)
    .filter((stage) => !measured.some((m) => m.stage === stage));
  return (
    <section className={styles.group}>
      <table className={styles.table}>
        <caption>Side at the end of each stage</caption>
        <thead>
          <tr>
            <td />
            <td>in theory</td>
            <td>measured</td>
          </tr>
        </thead>
        <tbody>
          {network.stages.map((_, stage) => (
            <tr key={stage}>
              <th scope="row">stage {stage + 1}</th>
              <td>{theoreticalField(convolutionsOfVHeat(depths, stage))} px</td>
              <td>{sideOf(stage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && (
        <Button disabled={onMeasure === null} onClick={() => onMeasure?.(missing)}>
          {onMeasure === null ? 'Measuring…' : 'Measure every stage'}
        </Button>
      )}
      <p className={styles.note}>
        In theory: what the convolutions alone could reach. Measured: the square that holds 99 %.
      </p>
    </section>
  );
}
