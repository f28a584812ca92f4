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
} from './command.ts';
import { loadModel } from './load.ts';
import { megabytes, writeModelFolder, type FolderFacts } from './model-folder.ts';
import { withReservation } from './reservation.ts';

export const convert: Command = {
  help: `npm run model -- convert <file…> <out> [options]

Makes a model folder of the app from a checkpoint: safetensors in parts of at most 16 MB, config with SHA-256, model
card. <out> is a path, or an id alone for models/<id>; a catalogue beside the folder lists it. Several files are the
parts of one model; its .index.json alone finds them.

  --dtype f16|f32       how the weights are stored (default f16)
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
    if (files.length === 0 || out === undefined)
      throw new UsageError('convert needs a file and a folder to write.');
    const { dtype } = values;
    if (dtype !== 'f16' && dtype !== 'f32') throw new UsageError('--dtype is f16 or f32.');
    const path = /[\\/]/.test(out) ? out : join(surroundings.models, out);
    const overrides = overridesOf(values);
    await withReservation(path, values.force, async (reservation) => {
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
      for (const note of loaded.report.notes) surroundings.remark(`note: ${note}`);
      for (const part of config.weights) {
        const file = join(reservation.folder, part.file);
        surroundings.print(`${file}  ${megabytes(part.bytes)}  ${part.sha256}`);
      }
    });
  },
};

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
