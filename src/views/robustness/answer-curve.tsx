import { tableCsv } from '../../math/csv.ts';
import { strongest } from '../../math/decision.ts';
import { SEVERITIES } from '../../math/disturb/severity.ts';
import { className } from '../../math/probability.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import { useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import styles from './robustness.module.css';
import { SeverityPlot } from './severity-plot.tsx';
import { spansOf, useSeverityCurve, type DisturbedNetwork } from './use-looks.ts';
import { useSeverity } from './use-severity.ts';
import { spansText } from './words.ts';

interface Props {
  readonly vheat: DisturbedNetwork | null;
  readonly vit: DisturbedNetwork | null;
}

/** The probability of what each network says of the undisturbed photo, over severity, with the places where it changes its mind. */
export function AnswerCurve({ vheat, vit }: Props) {
  const all = useWords().robustness;
  const words = all.curve;
  const { kind, amount, pick } = useSeverity();
  const networks = [
    { network: vheat, curve: useSeverityCurve(vheat?.model ?? null) },
    { network: vit, curve: useSeverityCurve(vit?.model ?? null) },
  ];
  const curves = networks.flatMap(({ network, curve }) => {
    if (!network?.undisturbed || curve.at.length === 0) return [];
    const { model, undisturbed } = network;
    const answer = strongest(undisturbed.probabilities);
    const spans = spansOf(curve, answer);
    const marks = spans.flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < 1);
    return [{ model, curve, answer, name: className(model.head.labels, answer), spans, marks }];
  });
  // Of what is not asked yet nothing is said.
  const complete = curves.filter(({ curve }) => curve.complete);
  const stories =
    complete.length === 0
      ? words.waiting
      : words.stories(
          complete.map(({ model, name, spans }) =>
            words.story(model.name, name, spansText(kind, spans, all)),
          ),
        );
  const csv = () =>
    tableCsv(
      [kind, ...curves.map(({ model, name }) => `${model.name}: ${name}`)],
      (curves.at(0)?.curve.at ?? []).map((at) => [
        SEVERITIES[kind].at(at),
        ...curves.map(
          ({ curve, answer }) => curve.probabilities.at(curve.at.indexOf(at))?.[answer] ?? null,
        ),
      ]),
    );
  return (
    <>
      <div className={study.bar}>
        <h2>{words.title}</h2>
        <ChartExport of={words.title} csv={csv} />
      </div>
      <SeverityPlot
        kind={kind}
        amount={amount}
        onPick={pick}
        label={words.described(words.title, all.kinds[kind].name, stories)}
        series={curves.map(({ model, curve, answer, marks }) => ({
          tone: model.architecture === 'vheat' ? 'heat' : 'attention',
          name: model.name,
          marks,
          points: curve.at.map((at, i) => ({ at, value: curve.probabilities[i][answer] })),
        }))}
      />
      <p className={study.note}>
        {stories} <span className={styles.key}>{words.key}</span>
      </p>
    </>
  );
}
