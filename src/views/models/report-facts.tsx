import type { ModelInfo, ModelReport } from '../../state/explorer.ts';
import { megabytes } from '../format/format.ts';
import { inputText, pixelsText } from '../format/input-size.ts';
import { KeyList } from './key-list.tsx';
import styles from './models.module.css';

/** Names told on one line. */
const MAX_NAMES = 20;

const FORMATS: Record<ModelReport['format'], string> = {
  safetensors: 'safetensors',
  'torch-zip': 'PyTorch zip (torch.save)',
  'torch-legacy': 'PyTorch before 1.6 (torch.save)',
};
const LABELS: Record<ModelReport['labels'], string> = {
  given: 'names given by you',
  model: 'names of the model',
  'imagenet-1k': 'ImageNet-1k names',
  none: 'no names: shown as “class n”',
};

function architectureOf(model: ModelInfo): string {
  const { report } = model;
  if (model.architecture === 'vit')
    return `ViT, ${model.layers} layers, ${model.heads} heads, patch ${model.patchSize} px, grid ${model.grid.join(' × ')}`;
  const order = report.postNorm ? 'post-norm' : 'pre-norm';
  const scale = report.layerScale ? ', layer scale' : '';
  return `vHeat, ${order}${scale}, ${report.form} form`;
}

/** The first of many names. */
function some(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return names.slice(0, MAX_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function factsOf(model: ModelInfo): [string, string][] {
  const { report } = model;
  return [
    ['File', `${report.file}, ${megabytes(report.bytes)}`],
    ['Format', `${FORMATS[report.format]}, ${report.stored.join(' and ')}`],
    ...(report.which === null ? [] : [['Weights', report.which] as [string, string]]),
    ...(report.prefix === ''
      ? []
      : [['Prefix', `${report.prefix} taken off every name`] as [string, string]]),
    ['Architecture', architectureOf(model)],
    ...(report.dims && report.depths
      ? [
          ['Channels', report.dims.join(' · ')] as [string, string],
          ['Blocks', report.depths.join(' · ')] as [string, string],
        ]
      : []),
    [
      'Parameters',
      `${report.parameters.toLocaleString('en')} numbers in ${report.tensors} tensors`,
    ],
    [
      'Input',
      `${inputText(model)}${report.inputSize === report.ownInputSize ? '' : `, made for ${pixelsText(report.ownInput)}`}`,
    ],
    [
      'Classes',
      report.classes === null
        ? 'none: a backbone without a classifier'
        : `${report.classes}, ${LABELS[report.labels]}`,
    ],
    ['Not read', report.ignored.length === 0 ? 'nothing' : some(report.ignored)],
    ...(report.objects.length === 0
      ? []
      : [['Not executed', `Python objects: ${some(report.objects)}`] as [string, string]]),
    ['Terms', model.licence ?? 'none are stated in the file'],
  ];
}

/** What was recognised, line by line. */
export function ReportFacts({ model }: { readonly model: ModelInfo }) {
  const { report } = model;
  return (
    <section className={styles.block} aria-labelledby="facts-title">
      <h3 id="facts-title">What was recognised</h3>
      <dl className={styles.facts}>
        {factsOf(model).map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd dir="auto">{fact}</dd>
          </div>
        ))}
      </dl>
      <KeyList title="Missing keys" keys={report.missing} />
      <KeyList title="Unexpected keys, left out" keys={report.unexpected} />
      <KeyList title="Keys of another shape" keys={report.wrongShape} />
      {report.notes.length > 0 && (
        <ul aria-label="Notes" className={styles.notes}>
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
