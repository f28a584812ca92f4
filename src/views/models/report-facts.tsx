import type { Words } from '../../content/words/words.ts';
import type { ModelInfo } from '../../state/explorer.ts';
import { megabytes } from '../format/format.ts';
import { inputText, pixelsText } from '../format/input-size.ts';
import { KeyList } from './key-list.tsx';
import { useMessages, useWords } from '../language-context.ts';
import styles from './models.module.css';

/** Names told on one line. */
const MAX_NAMES = 20;

type Report = Words['models']['report'];

function architectureOf(model: ModelInfo, words: Report): string {
  const { report } = model;
  if (model.architecture === 'vit')
    return words.vit(model.layers, model.heads, model.patchSize, model.grid.join(' × '));
  const order = words.orders[report.postNorm ? 'post' : 'pre'];
  return words.vheat(order, report.layerScale === true, words.forms[report.form ?? 'training']);
}

function factsOf(model: ModelInfo, words: Report): [string, string][] {
  const { report } = model;
  const { terms } = words;
  const some = (names: readonly string[]) =>
    words.some(names.slice(0, MAX_NAMES), names.length - MAX_NAMES);
  const facts: [term: string, fact: string | null][] = [
    [terms.file, words.file(report.file, megabytes(report.bytes))],
    [terms.format, words.format(words.formats[report.format], report.stored)],
    [terms.weights, report.which],
    [terms.prefix, report.prefix === '' ? null : words.prefix(report.prefix)],
    [terms.architecture, architectureOf(model, words)],
    [terms.channels, report.dims?.join(' · ') ?? null],
    [terms.blocks, report.depths?.join(' · ') ?? null],
    [terms.parameters, words.parameters(report.parameters.toLocaleString('en'), report.tensors)],
    [
      terms.input,
      words.input(
        inputText(model),
        report.inputSize === report.ownInputSize ? null : pixelsText(report.ownInput),
      ),
    ],
    [
      terms.classes,
      report.classes === null
        ? words.noClasses
        : words.classes(report.classes, words.labels[report.labels]),
    ],
    [terms.notRead, report.ignored.length === 0 ? words.nothing : some(report.ignored)],
    [terms.notExecuted, report.objects.length === 0 ? null : words.objects(some(report.objects))],
    [terms.licence, words.licence(model.licence)],
  ];
  return facts.flatMap(([term, fact]) => (fact === null ? [] : [[term, fact]]));
}

/** What was recognised, line by line. */
export function ReportFacts({ model }: { readonly model: ModelInfo }) {
  const say = useMessages();
  const words = useWords().models.report;
  const { report } = model;
  return (
    <section className={styles.block} aria-labelledby="facts-title">
      <h3 id="facts-title">{words.title}</h3>
      <dl className={styles.facts}>
        {factsOf(model, words).map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd dir="auto">{fact}</dd>
          </div>
        ))}
      </dl>
      <KeyList title={words.keys.missing} keys={report.missing} />
      <KeyList title={words.keys.leftOut} keys={report.unexpected} />
      <KeyList title={words.keys.wrongShape} keys={report.wrongShape} />
      {report.notes.length > 0 && (
        <ul aria-label={words.notes} className={styles.notes}>
          {report.notes.map((note) => (
            <li key={note.code}>{say(note)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
