import { SEVERITIES } from '../../math/disturb/severity.ts';
import { kindsOf } from '../../state/robustness.ts';
import { percent } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import { SeverityPlot } from './severity-plot.tsx';
import { seriesOf, type KnownAccuracy } from './use-evidence.ts';
import { useSeverity } from './use-severity.ts';
import { amountText, measuredText } from './words.ts';

/** Accuracy over severity on pictures whose classes are known, with its uncertainty. */
export function AccuracyCurve({ known }: { readonly known: readonly KnownAccuracy[] }) {
  const all = useWords().robustness;
  const words = all.evidence;
  const { kind, amount, pick } = useSeverity();
  const series = known.flatMap((one) => seriesOf(one, kind, words));
  const measured = known.flatMap(({ model, evidence }) => {
    const curve = evidence?.curves[kind];
    return evidence && curve ? [{ model, evidence, curve }] : [];
  });
  const unknown = known.filter(
    ({ model, evidence }) => evidence === null && kindsOf(model).includes(kind),
  );
  const summary = measured.map(({ model, curve }) => {
    const points = curve.map((point) =>
      words.point(amountText(kind, point.amount, all), measuredText(point)),
    );
    return words.points(model.name, points);
  });
  return (
    <>
      <div className={study.bar}>
        <h2>{words.title}</h2>
      </div>
      {series.length > 0 && (
        <SeverityPlot
          kind={kind}
          amount={amount}
          onPick={pick}
          series={series}
          label={words.described(words.title, all.kinds[kind].name, summary.join(' '))}
        />
      )}
      {series.length > 0 && <p className={study.note}>{words.bars}</p>}
      {measured.map(({ model, evidence, curve }) => {
        const undisturbed = curve.find((point) => point.amount === SEVERITIES[kind].none);
        return undisturbed === undefined ? null : (
          <p key={model.load} className={study.note} title={evidence.command}>
            {words.source(model.name, percent(undisturbed.accuracy), evidence)}
          </p>
        );
      })}
      {unknown.map(({ model }) => (
        <p key={model.load} className={study.note}>
          {words.none(model.name)}
        </p>
      ))}
    </>
  );
}
