import { tableCsv } from '../../math/csv.ts';
import { strongest } from '../../math/decision.ts';
import { SEVERITIES } from '../../math/disturb/severity.ts';
import { className } from '../../math/probability.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import study from '../maps/study.module.css';
import { SeverityPlot } from './severity-plot.tsx';
import { spansOf, useSeverityCurve, type DisturbedNetwork } from './use-looks.ts';
import { useSeverity } from './use-severity.ts';
import { spansText, WORDS } from './words.ts';

export const CURVE_TITLE = 'This photo: the undisturbed answer';
const WAITING = 'Asking the networks…';
const KEY =
  'Lines: probability of that answer; circles: where another class takes over, or it comes back.';

interface Props {
  readonly vheat: DisturbedNetwork | null;
  readonly vit: DisturbedNetwork | null;
}

/** The probability of what each network says of the undisturbed photo, over severity, with the places where it changes its mind. */
export function AnswerCurve({ vheat, vit }: Props) {
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
  const stories = curves.map(
    ({ model, name, spans }) => `${model.name} says ${name} ${spansText(kind, spans)}`,
  );
  const csv = () =>
    tableCsv(
      [WORDS[kind].name, ...curves.map(({ model, name }) => `${model.name}: ${name}`)],
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
        <h2>{CURVE_TITLE}</h2>
        <ChartExport of={CURVE_TITLE} csv={csv} />
      </div>
      <SeverityPlot
        kind={kind}
        amount={amount}
        onPick={pick}
        label={`${CURVE_TITLE}, its probability over ${WORDS[kind].name.toLowerCase()}. ${stories.join('; ')}.`}
        series={curves.map(({ model, curve, answer, marks }) => ({
          tone: model.architecture === 'vheat' ? 'heat' : 'attention',
          name: model.name,
          marks,
          points: curve.at.map((at, i) => ({ at, value: curve.probabilities[i][answer] })),
        }))}
      />
      <p className={study.note}>
        {stories.length === 0 ? WAITING : `${stories.join('; ')}. ${KEY}`}
      </p>
    </>
  );
}
