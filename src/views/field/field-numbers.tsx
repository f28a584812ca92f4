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
import { pixelsText } from '../format/input-size.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';
import type { FieldRun, MeasuredStage } from './use-fields.ts';

interface Props {
  readonly runs: readonly FieldRun[];
  readonly norm: Normalisation;
}

/** Area ratios and side lengths of every field shown, with what they depend on. */
export function FieldNumbers({ runs, norm }: Props) {
  const words = useWords().field;
  const { notReached } = words.table;
  const found = runs.flatMap((run) => {
    const { result } = run;
    if (result === null) return [];
    const published = isPublishedCell(result) ? publishedSquares(result, norm) : [];
    return [{ run, ...result, squares: fieldSquares(result, norm), published }];
  });
  const tables = found.map(({ run, field, images, squares, published }) => {
    return (
      <table key={`${run.network} ${run.trained}`} className={styles.table}>
        <caption>
          {words.table.caption(words.of(run), pixelsText(field), images, words.norm.short[norm])}
        </caption>
        <tbody>
          {THRESHOLDS.map((threshold, i) => {
            const square = squares[i];
            return (
              <tr key={threshold}>
                <th scope="row" className={styles.whole}>
                  {words.table.share(Math.round(100 * threshold))}
                </th>
                <td>{square === null ? notReached : `${square.side} px`}</td>
                <td>{square && areaText(square)}</td>
              </tr>
            );
          })}
          {published.length > 0 && (
            <tr>
              <th scope="row">{words.table.published}</th>
              <td colSpan={2} className={styles.wrap}>
                {published.map((square, i) => (
                  <Fragment key={THRESHOLDS[i]}>
                    {i > 0 && ', '}
                    <span>{square === null ? notReached : areaText(square)}</span>
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
      <p className={styles.note}>{words.table.sides}</p>
      {unreached && <p className={styles.note}>{words.table.unreached(norm)}</p>}
    </>
  );
}

/** The area of a square as a share of the picture. */
function areaText({ ratio }: FieldSquare): string {
  return `${(100 * ratio).toFixed(1)} %`;
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
  const words = useWords().field;
  const depths = network.stages.map(({ meanK }) => meanK.length);
  const sideOf = (stage: number) => {
    const found = measured.findLast((m) => m.stage === stage);
    if (found === undefined) return '–';
    const square = fieldSquares(found.result, norm).at(-1);
    return square ? `${square.side} px` : words.table.notReached;
  };
  const missing = network.stages
    .map((_, stage) => stage)
    .filter((stage) => !measured.some((m) => m.stage === stage));
  return (
    <section className={styles.group}>
      <table className={styles.table}>
        <caption>{words.theory.title}</caption>
        <thead>
          <tr>
            <td />
            <td className={styles.wrap}>{words.theory.convolutions}</td>
            <td>{words.theory.measured}</td>
          </tr>
        </thead>
        <tbody>
          {network.stages.map((_, stage) => (
            <tr key={stage}>
              <th scope="row" className={styles.whole}>
                {words.theory.stage(stage + 1)}
              </th>
              <td>{theoreticalField(convolutionsOfVHeat(depths, stage))} px</td>
              <td>{sideOf(stage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && (
        <Button disabled={onMeasure === null} onClick={() => onMeasure?.(missing)}>
          {onMeasure === null ? words.theory.measuring : words.theory.measure}
        </Button>
      )}
      <p className={styles.note}>{words.theory.what}</p>
    </section>
  );
}
