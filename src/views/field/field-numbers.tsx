import {
  convolutionsOfVHeat,
  theoreticalField,
  THRESHOLDS,
  type Normalisation,
} from '../../math/receptive-field.ts';
import type { VHeatInfo } from '../../state/explorer.ts';
import { fieldSquares } from '../../state/studies.ts';
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
  return runs.flatMap((run) => {
    if (run.result === null) return [];
    const { field, images } = run.result;
    const squares = fieldSquares(run.result, norm);
    return [
      <table key={runName(run)} className={styles.table}>
        <caption>
          {runName(run)}: {field.width} px input, {photosWord(images)},{' '}
          {norm === 'log10' ? 'log₁₀' : 'power 0.2'}
        </caption>
        <tbody>
          {THRESHOLDS.map((threshold, i) => {
            const square = squares[i];
            return (
              <tr key={threshold}>
                <th scope="row">{Math.round(100 * threshold)} % of it</th>
                <td>{square === null ? 'not reached' : `${square.side} px`}</td>
                <td>{square === null ? '' : `${(100 * square.ratio).toFixed(1)} %`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>,
    ];
  });
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
