import { SEVERITIES } from '../../math/disturb/severity.ts';
import type { Evidence } from '../../state/explorer.ts';
import { kindsOf } from '../../state/robustness.ts';
import { percent } from '../format/format.ts';
import study from '../maps/study.module.css';
import { SeverityPlot } from './severity-plot.tsx';
import { seriesOf, type KnownAccuracy } from './use-evidence.ts';
import { useSeverity } from './use-severity.ts';
import { measuredText, WORDS } from './words.ts';

export const EVIDENCE_TITLE = 'Evidence: right answers on many pictures';
const BARS = 'Bars reach two standard errors up and down.';
const noEvidence = (model: string) =>
  `There is no evidence for ${model}: nobody has measured it as it is loaded here. Measure it on pictures of your own, under “On your own pictures”.`;
const source = (
  model: string,
  undisturbed: number,
  { backend, date, pictures, dataset }: Evidence,
) =>
  `${model}: ${percent(undisturbed)} right undisturbed; measured on ${date} through this app, on ${backend}, with ${pictures} pictures of ${dataset}.`;

/** Accuracy over severity on pictures whose classes are known, with its uncertainty. */
export function AccuracyCurve({ known }: { readonly known: readonly KnownAccuracy[] }) {
  const { kind, amount, pick } = useSeverity();
  const series = known.flatMap((one) => seriesOf(one, kind));
  const measured = known.flatMap(({ model, evidence }) => {
    const curve = evidence?.curves[kind];
    return evidence && curve ? [{ model, evidence, curve }] : [];
  });
  const unknown = known.filter(
    ({ model, evidence }) => evidence === null && kindsOf(model).includes(kind),
  );
  const summary = measured.map(({ model, curve }) => {
    const points = curve.map(
      (point) => `${WORDS[kind].amount(point.amount)} ${measuredText(point)} %`,
    );
    return `${model.name}: ${points.join(', ')}.`;
  });
  return (
    <>
      <div className={study.bar}>
        <h2>{EVIDENCE_TITLE}</h2>
      </div>
      {series.length > 0 && (
        <SeverityPlot
          kind={kind}
          amount={amount}
          onPick={pick}
          series={series}
          label={`${EVIDENCE_TITLE}, over ${WORDS[kind].name.toLowerCase()}. ${summary.join(' ')}`}
        />
      )}
      {series.length > 0 && <p className={study.note}>{BARS}</p>}
      {measured.map(({ model, evidence, curve }) => {
        const undisturbed = curve.find((point) => point.amount === SEVERITIES[kind].none);
        return undisturbed === undefined ? null : (
          <p key={model.load} className={study.note} title={evidence.command}>
            {source(model.name, undisturbed.accuracy, evidence)}
          </p>
        );
      })}
      {unknown.map(({ model }) => (
        <p key={model.load} className={study.note}>
          {noEvidence(model.name)}
        </p>
      ))}
    </>
  );
}
