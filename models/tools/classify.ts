import { join } from 'node:path';
import { className, softmax, topIndices } from '../../src/math/probability.ts';
import { noClassifier } from '../../src/model/nn/head.ts';
import type { Recognised } from '../../src/model/recognise.ts';
import {
  CHECKPOINT_HELP,
  CHECKPOINT_OPTIONS,
  overridesOf,
  readArguments,
  readWhole,
  UsageError,
  type Command,
} from './command.ts';
import { loadModel } from './load.ts';
import { readCatalog } from './model-folder.ts';
import { openPhoto } from './photo.ts';
import { startNetwork } from './run-network.ts';
import { say } from './say.ts';

const SHOWN = 5;

interface Prediction {
  readonly index: number;
  readonly label: string;
  readonly probability: number;
}

export const classify: Command = {
  help: `npm run model -- classify <image…> [options]

Classifies photos with the network the app runs, on WebAssembly.

  --model <id|file>     a model of the catalogue, a model folder or a checkpoint (default: the catalogue's first)
  --json                [{image, predictions: [{index, label, probability}], fits, milliseconds}]; fits is
                        null where nobody has measured whether one of its classes fits
${CHECKPOINT_HELP}

Photos are opened by the app's own rules: what is cut or no photo is refused, EXIF orientation is applied, colour
profiles are not, transparency is laid on white, the first picture of several is taken. Decoded by sharp, JPEG, PNG, WebP
and GIF have the browser's very pixels; the colours of AVIF may be a little off at edges. TIFF is opened as well, BMP and
HEIC are not.`,

  async run(args, surroundings) {
    const { values, positionals } = readArguments(args, {
      ...CHECKPOINT_OPTIONS,
      model: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals.length === 0) throw new UsageError('classify needs an image.');
    const model = values.model ?? (await readCatalog(surroundings.models)).at(0);
    if (model === undefined) throw new UsageError('There is no catalogue: choose a --model.');
    const recognised = await loadModel([model], surroundings, {
      variant: values.variant,
      overrides: overridesOf(values),
    });
    if (recognised.report.task !== 'classify') throw noClassifier();
    const labels = recognised.labels ?? (await usualLabels(recognised, surroundings.models));
    for (const note of recognised.report.notes) surroundings.remark(`note: ${say(note)}`);
    const network = await startNetwork(recognised);
    const results = [];
    for (const image of positionals) {
      surroundings.signal.throwIfAborted();
      const { pixels, notes } = await openPhoto(image);
      if (notes.length > 0) surroundings.remark(`${image}: ${notes.map(say).join(' ')}`);
      const started = performance.now();
      const answer = await network.answer(pixels);
      const { logits } = answer;
      const milliseconds = Math.round(10 * (performance.now() - started)) / 10;
      if (!logits.every(Number.isFinite))
        surroundings.remark(
          `warning: the sums of this network overflow on ${image}: its probabilities mean nothing.`,
        );
      const predictions = best(softmax(logits, recognised.temperature), labels);
      const fits = recognised.outliers?.fits(answer) ?? null;
      results.push({ image, predictions, fits, milliseconds });
      if (!values.json) {
        surroundings.print(`${image}  ${milliseconds} ms`);
        if (fits === false) surroundings.print('  perhaps none of its classes fits');
        for (const line of predictions.map(describe)) surroundings.print(line);
      }
    }
    if (values.json) surroundings.print(JSON.stringify(results, null, 2));
  },
};

/** Names of ImageNet's 1000 classes come with the app, beside the models. */
async function usualLabels({ config }: Recognised, models: string): Promise<readonly string[]> {
  if (config.classes !== 1000) return [];
  const path = join(models, '..', 'public', 'labels', 'imagenet-1k.json');
  const list: unknown = JSON.parse((await readWhole(path)).toString('utf8'));
  return Array.isArray(list) ? list.map(String) : [];
}

function best(probabilities: Float32Array, labels: readonly string[]): Prediction[] {
  return topIndices(probabilities, SHOWN).map((index) => ({
    index,
    label: className(labels, index),
    probability: probabilities[index],
  }));
}

function describe({ label, probability }: Prediction): string {
  const percent = Number.isFinite(probability) ? (100 * probability).toFixed(1) : '–';
  return `  ${percent.padStart(5)} %  ${label}`;
}
