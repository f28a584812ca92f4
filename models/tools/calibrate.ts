import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { OUTLIERS, packed, unpacked, type Outliers } from '../../src/engine/models/outliers.ts';
import { isModelId } from '../../src/engine/models/config.ts';
import { expectedCalibrationError, fitTemperature } from '../../src/math/calibration.ts';
import { strongest } from '../../src/math/decision.ts';
import { fitFamiliar, type LastLayer } from '../../src/math/outlier-fit.ts';
import { familiarity } from '../../src/math/outliers.ts';
import { softmax } from '../../src/math/probability.ts';
import { evaluationCrop, type RgbaImage } from '../../src/math/resample.ts';
import { areaUnderRoc, shareBelow, thresholdBelow } from '../../src/math/separation.ts';
import { noClassifier } from '../../src/model/nn/head.ts';
import {
  readArguments,
  readWhole,
  ToolError,
  UsageError,
  withPath,
  wholeNumber,
  type Command,
  type Surroundings,
} from './command.ts';
import { cardWith, type Separation } from './confidence-card.ts';
import { loadModel, type Loaded } from './load.ts';
import { isModelFolder, readModelFolder } from './model-folder.ts';
import { picturesByClass, picturesOf } from './pictures.ts';
import { startNetwork, type NetworkAnswer } from './run-network.ts';

/** Share of its own pictures that may be taken for others. */
const OWN_FLAGGED = 0.1;
const TOLD_EVERY = 500;

export const calibrate: Command = {
  help: `npm run model -- calibrate <model> <validation pictures> [options]

Measures how far the probabilities of a model of the catalogue can be trusted, on WebAssembly, and writes it into the
model's folder: to be called whenever its weights change.
Every second picture fits the temperature, which goes to config.json; the rest measures it. With --others the score that
tells pictures of none of its classes goes to outliers.json. Both are told in the model card.
The pictures: one folder per class, or one mosaic of 64×64 tiles per class, classes in the order of their names.

  --others <folder>     pictures of none of its classes
  --others-tile <px>    they are mosaics of tiles of this size
  --tile <px>           size of the tiles of its own pictures (default: 64)`,

  async run(args, surroundings) {
    const { values, positionals } = readArguments(args, {
      others: { type: 'string' },
      'others-tile': { type: 'string' },
      tile: { type: 'string' },
    });
    if (positionals.length !== 2)
      throw new UsageError('calibrate needs a model and a folder of validation pictures.');
    const [id, folder] = positionals;
    const home = join(surroundings.models, id);
    if (!isModelId(id) || !(await isModelFolder(home)))
      throw new UsageError(`"${id}" is no model of the catalogue.`);
    const tile = wholeNumber('--tile', values.tile) ?? 64;
    const othersTile = wholeNumber('--others-tile', values['others-tile']) ?? null;

    const loaded = await loadModel([id], surroundings);
    if (loaded.report.task !== 'classify') throw noClassifier();
    const network = await startNetwork(loaded);
    const answers = answering(network.answer, surroundings);
    const own = await answers('its own', picturesByClass(folder, tile));
    requireClasses(own, loaded);
    const [fit, test] = [0, 1].map((half) => own.filter((_, i) => i % 2 === half));
    const temperature = rounded(fitTemperature(fit.map(logitsOf), fit.map(labelOf)));
    const calibration = {
      temperature,
      pictures: test.length,
      before: calibrationError(test, 1),
      after: calibrationError(test, temperature),
    };
    surroundings.print(
      `temperature ${temperature}, calibration error ${percent(calibration.before)} before, ${percent(calibration.after)} after`,
    );

    const { config } = await readModelFolder(home);
    const dataset = config.accuracy?.dataset ?? 'validation pictures';
    const date = new Date().toISOString().slice(0, 10);
    const separations: Separation[] = [];
    if (values.others !== undefined) {
      requireEnough(fit, fit[0].features.length);
      const familiar = packed(fitFamiliar(fit, lastLayerOf(loaded)));
      const ready = unpacked(familiar);
      const score = (answer: NetworkAnswer) => familiarity(answer, ready);
      const threshold = thresholdBelow(test.map(score), OWN_FLAGGED);
      const separate = (what: string, others: readonly NetworkAnswer[]): Separation => ({
        what,
        others: others.length,
        auroc: areaUnderRoc(test.map(score), others.map(score)),
        flagged: shareBelow(others.map(score), threshold),
        plain: areaUnderRoc(test.map(topOf), others.map(topOf)),
        plainFlagged: shareBelow(others.map(topOf), thresholdBelow(test.map(topOf), OWN_FLAGGED)),
      });
      const others = await answers('other', unlabelled(picturesOf(values.others, othersTile)));
      separations.push(separate('as they are', others));
      const side = Math.min(...own.map((picture) => picture.side));
      if (side < Math.min(...others.map((picture) => picture.side))) {
        const reduced = unlabelled(reduce(picturesOf(values.others, othersTile), side));
        separations.push(
          separate(
            `reduced to ${side} px, as fine as its own`,
            await answers('other, reduced', reduced),
          ),
        );
      }
      const [{ auroc, flagged }] = separations;
      const file: Outliers = v.parse(OUTLIERS, {
        command: `npm run model -- calibrate ${id} <validation pictures> --others <other pictures>`,
        date,
        dataset,
        weights: config.weights.map(({ sha256 }) => sha256),
        pictures: { own: test.length, others: others.length },
        auroc: rounded(auroc),
        flagged: { own: rounded(shareBelow(test.map(score), threshold)), others: rounded(flagged) },
        threshold,
        ...familiar,
      });
      await write(join(home, 'outliers.json'), `${JSON.stringify(file, null, 1)}\n`);
      for (const { what, auroc: area, flagged: share } of separations)
        surroundings.print(`others ${what}: AUROC ${area.toFixed(3)}, ${percent(share)} flagged`);
    }
    await write(join(home, 'config.json'), await configWith(home, temperature));
    const card = join(home, 'MODEL_CARD.md');
    const before = (await readWhole(card)).toString('utf8');
    await write(card, cardWith(before, { dataset, date, calibration, separations }));
  },
};

type Answered = NetworkAnswer & {
  readonly label: number;
  /** Shorter side of the picture in pixels. */
  readonly side: number;
};

/** Runs the network over pictures, telling of its progress. */
function answering(
  forward: (pixels: RgbaImage) => Promise<NetworkAnswer>,
  { remark, signal }: Surroundings,
) {
  return async (
    what: string,
    pictures: AsyncIterable<{ label: number; pixels: RgbaImage }>,
  ): Promise<Answered[]> => {
    const answers: Answered[] = [];
    for await (const { label, pixels } of pictures) {
      signal.throwIfAborted();
      const side = Math.min(pixels.width, pixels.height);
      answers.push({ ...(await forward(pixels)), label, side });
      if (answers.length % TOLD_EVERY === 0) remark(`${what}: ${answers.length} pictures`);
    }
    return answers;
  };
}

function requireClasses(own: readonly Answered[], { config }: Loaded): void {
  const found = new Set(own.map(labelOf)).size;
  if (found !== config.classes)
    throw new ToolError(
      'classes',
      `The validation pictures have ${found} classes and the network ${config.classes ?? 0}. Give one folder or mosaic per class.`,
    );
}

/** Fewer pictures than features lie in half of all directions whatever they show. */
function requireEnough({ length }: readonly Answered[], features: number): void {
  if (length < features)
    throw new ToolError(
      'few-pictures',
      `Of ${2 * length} pictures every second is too few for ${features} features. Give at least ${2 * features}, or leave --others out.`,
    );
}

async function* unlabelled(pictures: AsyncIterable<RgbaImage>) {
  for await (const pixels of pictures) yield { label: 0, pixels };
}

/** Pictures with the shorter side at so many pixels, cut square. */
async function* reduce(pictures: AsyncIterable<RgbaImage>, side: number) {
  for await (const pixels of pictures) {
    const rgb = evaluationCrop(pixels, { resizeShorterSide: side, centreCrop: side });
    const data = new Uint8ClampedArray(4 * side * side).fill(255);
    for (let i = 0; i < side * side; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
    yield { width: side, height: side, data };
  }
}

const logitsOf = ({ logits }: NetworkAnswer) => logits;
const labelOf = ({ label }: Answered) => label;
const topOf = ({ logits }: NetworkAnswer) => Math.max(...softmax(logits));
const rounded = (value: number) => Number(value.toFixed(4));
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function calibrationError(answers: readonly Answered[], temperature: number): number {
  const probabilities = answers.map(({ logits }) => softmax(logits, temperature));
  return expectedCalibrationError(
    probabilities.map((row) => Math.max(...row)),
    probabilities.map((row, i) => strongest(row) === answers[i].label),
  );
}

function lastLayerOf({ built }: Loaded): LastLayer {
  const { head } = built.weights;
  if (head === null) throw noClassifier();
  const { weight, bias } = head.linear;
  return {
    weight: weight.data,
    bias: bias?.data ?? new Float32Array(weight.shape[1]),
  };
}

/** The config with its temperature, before the long lists. */
async function configWith(folder: string, temperature: number): Promise<string> {
  const text = (await readWhole(join(folder, 'config.json'))).toString('utf8');
  const { labels, wnids, ...facts } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify({ ...facts, temperature, labels, wnids }, null, 1)}\n`;
}

function write(path: string, text: string): Promise<void> {
  return withPath(path, () => writeFile(path, text));
}
