import { tableCsv } from '../../math/csv.ts';
import type { Words } from '../../content/words/words.ts';
import type { Evidence } from '../../state/explorer.ts';
import { measuredAmounts } from '../../state/robustness.ts';
import { SEVERITY_KINDS, type Settings } from '../../state/settings.ts';
import { useWords } from '../language-context.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import study from '../maps/study.module.css';
import type { KnownAccuracy } from './use-evidence.ts';
import { amountText, measuredText } from './words.ts';

interface Column {
  readonly name: string;
  readonly curves: Evidence['curves'];
}

/** A column for each network's evidence, and for what was measured of it here. */
function columnsOf(
  known: readonly KnownAccuracy[],
  words: Words['robustness']['evidence'],
): Column[] {
  return known.flatMap(({ model, evidence, own }) => [
    ...(evidence ? [{ name: model.name, curves: evidence.curves }] : []),
    ...(Object.keys(own).length > 0 ? [{ name: words.yours(model.name), curves: own }] : []),
  ]);
}

interface Props {
  readonly kind: Settings['disturb'];
  readonly known: readonly KnownAccuracy[];
}

/** Right answers with their standard errors: of one disturbance as a table, of all as CSV. */
export function EvidenceTable({ kind, known }: Props) {
  const all = useWords().robustness;
  const words = all.evidence;
  const columns = columnsOf(known, words);
  if (columns.length === 0) return null;
  const point = ({ curves }: Column, of: Settings['disturb'], amount: number) =>
    curves[of]?.find((measured) => measured.amount === amount);
  const csv = () =>
    tableCsv(
      [
        'disturbance',
        'amount',
        ...columns.flatMap(({ name }) => [name, `${name}, standard error`]),
      ],
      SEVERITY_KINDS.flatMap((of) =>
        measuredAmounts(of).flatMap((amount) => {
          const cells = columns.flatMap((column) => {
            const measured = point(column, of, amount);
            return [measured?.accuracy ?? null, measured?.standardError ?? null];
          });
          return cells.every((cell) => cell === null) ? [] : [[of, amount, ...cells]];
        }),
      ),
    );
  return (
    <section className={study.rows}>
      <div className={study.bar}>
        <h2>{words.right}</h2>
        <ChartExport of={words.right} csv={csv} />
      </div>
      <table className={study.table}>
        <caption>{words.caption(all.kinds[kind].name)}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measuredAmounts(kind).map((amount) => (
            <tr key={amount}>
              <th scope="row">{amountText(kind, amount, all)}</th>
              {columns.map((column) => {
                const measured = point(column, kind, amount);
                return <td key={column.name}>{measured ? measuredText(measured) : '–'}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
