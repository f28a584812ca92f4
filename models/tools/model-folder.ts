import { createHash } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import {
  CATALOG,
  MODEL_CONFIG,
  parseConfig,
  type ModelConfig,
} from '../../src/engine/models/config.ts';
import { sizeOf } from '../../src/math/resample.ts';
import type { Recognised } from '../../src/model/recognise.ts';
import { gridOf } from '../../src/model/vit/config.ts';
import { readWhole, ToolError, withPath } from './command.ts';
import type { Reservation } from './reservation.ts';

/** Web hosts and caches serve files of this size without special care. */
const PART_BYTES = 16_000_000;
const CATALOG_FILE = 'catalog.json';

/** What a folder says of its model beyond what was recognised. */
export interface FolderFacts {
  readonly name: string;
  readonly dtype: 'f16' | 'f32';
  /** Where the weights are from, for the model card. */
  readonly origin: string;
  readonly licence?: string | undefined;
  /** Further paragraphs of the model card. */
  readonly card?: string | undefined;
  readonly labels?: readonly string[] | undefined;
}

export interface ModelFolder {
  readonly config: ModelConfig;
  readonly weights: readonly string[];
}

/** Reads a model folder's config and tells where its weights are. */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const config = parseConfig(MODEL_CONFIG, await readJson(join(path, 'config.json')), 'The model');
  return { config, weights: config.weights.map(({ file }) => join(path, file)) };
}

/** Whether a path is a model folder. */
export async function isModelFolder(path: string): Promise<boolean> {
  return stat(join(path, 'config.json')).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** Ids of the models the app offers, the default first; none where there is no catalogue. */
export async function readCatalog(models: string): Promise<readonly string[]> {
  const path = join(models, CATALOG_FILE);
  const json = await readJson(path).catch((error: unknown) => {
    if (error instanceof ToolError && error.code === 'file') return { models: [] };
    throw error;
  });
  return parseConfig(CATALOG, json, 'The catalogue').models;
}

/**
 * Writes a model folder: weights in parts, config, model card; and lists it in the catalogue beside it, if there is
 * one.
 * @throws the signal's reason; ToolError `file`
 */
export async function writeModelFolder(
  { id, folder, draft, finish }: Reservation,
  recognised: Recognised,
  facts: FolderFacts,
  signal: AbortSignal,
): Promise<ModelConfig> {
  const config = await withPath(folder, async () => {
    const weights = await writeParts(draft, recognised, facts.dtype, signal);
    const written = configOf(id, recognised, facts, weights);
    await writeFile(join(draft, 'config.json'), json(written));
    await writeFile(join(draft, 'MODEL_CARD.md'), modelCard(written, recognised, facts));
    return written;
  });
  signal.throwIfAborted();
  await finish();
  await list(dirname(folder), id);
  return config;
}

async function writeParts(
  folder: string,
  { arrays }: Recognised,
  dtype: 'f16' | 'f32',
  signal: AbortSignal,
): Promise<ModelConfig['weights']> {
  // Decays of the inference form are close to 1 or to 0: float16 would lose the k in them.
  const file = writeSafetensors(arrays, { dtype, exact: (name) => name.endsWith('.k_exp') });
  const count = Math.ceil(file.length / PART_BYTES);
  const parts: ModelConfig['weights'] = [];
  for (let i = 0; i < count; i++) {
    signal.throwIfAborted();
    const bytes = file.subarray(i * PART_BYTES, (i + 1) * PART_BYTES);
    const name = count === 1 ? 'weights.safetensors' : `weights.safetensors.part${i + 1}`;
    await writeFile(join(folder, name), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    parts.push({ file: name, bytes: bytes.length, sha256 });
  }
  return parts;
}

function configOf(
  id: string,
  { config, report, preprocess }: Recognised,
  { name, licence, labels }: FolderFacts,
  weights: ModelConfig['weights'],
): ModelConfig {
  const { mean, std, resizeShorterSide, centreCrop, interpolation } = preprocess;
  const facts = {
    id,
    name,
    task: report.task,
    classes: config.classes ?? undefined,
    imageSize: config.imageSize,
    parameters: report.parameters,
    preprocess: { resizeShorterSide, centreCrop, interpolation, mean, std },
    weights,
    licence,
    labels,
  };
  if (config.architecture === 'vit') {
    const { architecture, width, depth, heads, patchSize } = config;
    const [rows, columns] = gridOf(config);
    const grid = rows === columns ? undefined : [rows, columns];
    return parseConfig(
      MODEL_CONFIG,
      plain({ ...facts, architecture, width, depth, heads, patchSize, grid }),
      'The model',
    );
  }
  const { architecture, dims, depths, postNorm, layerScale } = config;
  return parseConfig(
    MODEL_CONFIG,
    plain({ ...facts, architecture, dims, depths, postNorm, layerScale }),
    'The model',
  );
}

function modelCard(
  config: ModelConfig,
  recognised: Recognised,
  { dtype, origin, licence, card }: FolderFacts,
): string {
  const { report } = recognised;
  const bytes = config.weights.reduce((sum, part) => sum + part.bytes, 0);
  const lines = [
    `# ${config.name}`,
    '',
    `Made from ${origin} by \`npm run model\`: weights stored as ${dtype === 'f16' ? 'float16' : 'float32'} safetensors, ${megabytes(bytes)} in ${config.weights.length} ${config.weights.length === 1 ? 'file' : 'parts'}.`,
    '',
    `* ${report.name}: ${report.parameters.toLocaleString('en')} parameters, ${config.classes === undefined ? 'a backbone without classes' : `${config.classes} classes`}, ${inputOf(recognised)} pixels.`,
    `* Terms of the weights: ${licence ?? 'not stated by their file; ask their authors.'}`,
    ...report.notes.map((note) => `* ${note}`),
    ...(card ? ['', card] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Width × height. */
function inputOf({ preprocess }: Recognised): string {
  const { width, height } = sizeOf(preprocess);
  return `${width} × ${height}`;
}

async function list(models: string, id: string): Promise<void> {
  const path = join(models, CATALOG_FILE);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  const ids = await readCatalog(models);
  if (ids.includes(id)) return;
  const draft = join(models, `.${CATALOG_FILE}.${process.pid}.partial`);
  await withPath(path, async () => {
    try {
      await writeFile(draft, json({ models: [...ids, id] }));
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  });
}

async function readJson(path: string): Promise<unknown> {
  const text = (await readWhole(path)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ToolError('not-json', `${path} is not JSON.`, { cause });
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** Without what is undefined, as it will be read back. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
