import { basename, join } from 'node:path';
import {
  CHECKPOINT_HELP,
  CHECKPOINT_OPTIONS,
  overridesOf,
  readArguments,
  readWhole,
  ToolError,
  UsageError,
  type Command,
  type Surroundings,
} from './command.ts';
import type { ModelConfig } from '../../src/engine/models/config.ts';
import { loadModel, type Loaded } from './load.ts';
import {
  megabytes,
  modelFolderOf,
  restoreWeights,
  writeModelFolder,
  type FolderFacts,
} from './model-folder.ts';
import { withReservation } from './reservation.ts';
import { say } from './say.ts';
import { describeError, isStorage, logitError, type Storage } from './storage.ts';

export const convert: Command = {
  help: `npm run model -- convert <file…> <out> [options]
npm run model -- convert <model folder> --dtype f16|f32|i8

Makes a model folder of the app from a checkpoint: safetensors in parts of at most 16 MB, config with SHA-256, model
card. <out> is a path, or an id alone for models/<id>; a catalogue beside the folder lists it. Several files are the
parts of one model; its .index.json alone finds them. A model folder alone, by path or id, has its weights stored anew;
what was measured with them is to be measured again.

  --dtype f16|f32|i8    how the weights are stored (default f16). i8: products and convolutions as int8 with a float32
                        scale for each output channel, half the size of f16; biases, norms and embeddings as f16.
                        What rounding changes of the logits of sample photos is told
  --name <text>         what the app shows (default: the network's name)
  --labels <file>       class names: a JSON list, or one a line
  --licence <text>      terms of the weights, one sentence
  --force               replace a model folder
${CHECKPOINT_HELP}`,

  async run(args, surroundings) {
    const { values, positionals } = readArguments(args, {
      ...CHECKPOINT_OPTIONS,
      dtype: { type: 'string', default: 'f16' },
      name: { type: 'string' },
      labels: { type: 'string' },
      licence: { type: 'string' },
      force: { type: 'boolean', default: false },
    });
    const files = positionals.slice(0, -1);
    const out = positionals.at(-1);
    const { dtype, force, ...told } = values;
    if (!isStorage(dtype)) throw new UsageError('--dtype is f16, f32 or i8.');
    if (files.length === 0 && out !== undefined) {
      const folder = await modelFolderOf(out, surroundings.models);
      if (folder !== null) {
        if (Object.keys(told).length > 0)
          throw new UsageError('A model folder that is stored anew takes no option but --dtype.');
        await storeAnew(folder, dtype, surroundings);
        return;
      }
    }
    if (files.length === 0 || out === undefined)
      throw new UsageError('convert needs a file and a folder to write.');
    const path = /[\\/]/.test(out) ? out : join(surroundings.models, out);
    const overrides = overridesOf(values);
    await withReservation(path, force, async (reservation) => {
      const labels = values.labels === undefined ? undefined : await readLabels(values.labels);
      const loaded = await loadModel(files, surroundings, {
        variant: values.variant,
        overrides: { ...overrides, labels },
      });
      if (labels && !loaded.labels) {
        throw new ToolError(
          'labels-count',
          loaded.config.classes === null
            ? `${values.labels ?? ''} has ${labels.length} names, but the network is a backbone without classes. Leave --labels out.`
            : `${values.labels ?? ''} has ${labels.length} names, but the network has ${loaded.config.classes} classes. Give as many names as classes.`,
        );
      }
      const facts: FolderFacts = {
        name: values.name ?? loaded.report.name,
        dtype,
        origin: files.map((file) => `\`${basename(file)}\``).join(', '),
        licence: values.licence,
        labels: loaded.labels ?? undefined,
      };
      const config = await writeModelFolder(reservation, loaded, facts, surroundings.signal);
      for (const note of loaded.report.notes) surroundings.remark(`note: ${say(note)}`);
      await report(reservation.folder, config.weights, loaded, dtype, surroundings);
    });
  },
};

/** Weights of a model folder in another form, in the same place. */
async function storeAnew(
  folder: string,
  dtype: Storage,
  surroundings: Surroundings,
): Promise<void> {
  await withReservation(folder, true, async (reservation) => {
    const loaded = await loadModel([folder], surroundings);
    const weights = await restoreWeights(reservation, loaded, dtype, surroundings.signal);
    await report(reservation.folder, weights, loaded, dtype, surroundings);
    surroundings.remark(
      'note: accuracy and evidence in this folder were measured with the weights before. Measure them again.',
    );
  });
}

/** The files that were written, and what storing them so changes. */
async function report(
  folder: string,
  weights: ModelConfig['weights'],
  loaded: Loaded,
  dtype: Storage,
  surroundings: Surroundings,
): Promise<void> {
  for (const { file, bytes, sha256 } of weights)
    surroundings.print(`${join(folder, file)}  ${megabytes(bytes)}  ${sha256}`);
  if (dtype === 'f32' || loaded.report.task !== 'classify') return;
  const error = await logitError(loaded, await loadModel([folder], surroundings));
  surroundings.print(describeError(error));
}

/** Class names from a JSON list or from lines; a byte-order mark is no part of the first name. */
async function readLabels(path: string): Promise<string[]> {
  const text = (await readWhole(path))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  if (!text.startsWith('[')) return text.split(/\r?\n/);
  const list = parseJson(text);
  if (Array.isArray(list) && list.every((name) => typeof name === 'string')) return list;
  throw new ToolError(
    'labels',
    `${path} is not a list of names. Give a JSON list or one name a line.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
