import { createHash } from 'node:crypto';
import { cp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NamedArrays } from '../../src/checkpoint/named-array.ts';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import {
  CATALOG,
  isModelId,
  MODEL_CONFIG,
  parseConfig,
  type ModelConfig,
} from '../../src/engine/models/config.ts';
import { isOf } from '../../src/engine/models/evidence.ts';
import {
  outlierDetector,
  OUTLIERS,
  type OutlierDetector,
} from '../../src/engine/models/outliers.ts';
import { sizeOf } from '../../src/math/resample.ts';
import type { Recognised } from '../../src/model/recognise.ts';
import { gridOf } from '../../src/model/vit/config.ts';
import { readWhole, ToolError, withPath } from './command.ts';
import type { Reservation } from './reservation.ts';
import { say } from './say.ts';
import { STORAGE_NAMES, storedAs, type Storage } from './storage.ts';

/** Web hosts and caches serve files of this size without special care. */
const PART_BYTES = 16_000_000;
const CATALOG_FILE = 'catalog.json';
const CONFIG_FILE = 'config.json';
const CARD_FILE = 'MODEL_CARD.md';

/** What a folder says of its model beyond what was recognised. */
export interface FolderFacts {
  readonly name: string;
  readonly dtype: Storage;
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
  const config = parseConfig(MODEL_CONFIG, await readJson(join(path, CONFIG_FILE)), 'model');
  return { config, weights: config.weights.map(({ file }) => join(path, file)) };
}

/** What tells pictures of none of the model's classes; null where nobody has measured it with these weights. */
export async function readOutliers(
  path: string,
  { weights }: Pick<ModelConfig, 'weights'>,
): Promise<OutlierDetector | null> {
  const file = await readJson(join(path, 'outliers.json')).catch((error: unknown) => {
    if (error instanceof ToolError && error.code === 'file') return null;
    throw error;
  });
  if (file === null) return null;
  const outliers = parseConfig(OUTLIERS, file, 'outliers');
  return isOf(weights, outliers) ? outlierDetector(outliers) : null;
}

/** Whether a path is a model folder. */
export async function isModelFolder(path: string): Promise<boolean> {
  return stat(join(path, CONFIG_FILE)).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** The model folder of that id or path; null where it is none. */
export async function modelFolderOf(name: string, models: string): Promise<string | null> {
  const inModels = join(models, name);
  if (isModelId(name) && (await isModelFolder(inModels))) return inModels;
  return (await isModelFolder(name)) ? name : null;
}

/** Ids of the models the app offers, the default first; none where there is no catalogue. */
export async function readCatalog(models: string): Promise<readonly string[]> {
  const path = join(models, CATALOG_FILE);
  const json = await readJson(path).catch((error: unknown) => {
    if (error instanceof ToolError && error.code === 'file') return { models: [] };
    throw error;
  });
  return parseConfig(CATALOG, json, 'catalogue').models;
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
    const weights = await writeParts(draft, recognised.arrays, facts.dtype, signal);
    const written = configOf(id, recognised, facts, weights);
    await writeFile(join(draft, CONFIG_FILE), json(written));
    await writeFile(join(draft, CARD_FILE), modelCard(written, recognised, facts));
    return written;
  });
  signal.throwIfAborted();
  await finish();
  await list(dirname(folder), id);
  return config;
}

/**
 * Stores the weights of a model folder anew, in its own place; everything else in it stays, but for what it says about
 * its weights files.
 * @throws the signal's reason; ToolError `file`
 */
export async function restoreWeights(
  { folder, draft, finish }: Reservation,
  { arrays }: Recognised,
  dtype: Storage,
  signal: AbortSignal,
): Promise<ModelConfig['weights']> {
  const before = await readModelFolder(folder);
  return withPath(folder, async () => {
    const isKept = (path: string) => !before.weights.includes(path);
    await cp(folder, draft, { recursive: true, filter: isKept });
    const weights = await writeParts(draft, arrays, dtype, signal);
    // As it stands: it may say more than the app reads.
    const config = (await readJson(join(folder, CONFIG_FILE))) as object;
    await writeFile(join(draft, CONFIG_FILE), json({ ...config, weights }));
    const card = await readFile(join(draft, CARD_FILE), 'utf8').catch(() => null);
    if (card !== null) await writeFile(join(draft, CARD_FILE), withStorage(card, dtype, weights));
    signal.throwIfAborted();
    await finish();
    return weights;
  });
}

async function writeParts(
  folder: string,
  arrays: NamedArrays,
  dtype: Storage,
  signal: AbortSignal,
): Promise<ModelConfig['weights']> {
  const file = writeSafetensors(arrays, { dtype: (...tensor) => storedAs(dtype, ...tensor) });
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
      'model',
    );
  }
  const { architecture, dims, depths, postNorm, layerScale } = config;
  return parseConfig(
    MODEL_CONFIG,
    plain({ ...facts, architecture, dims, depths, postNorm, layerScale }),
    'model',
  );
}

function modelCard(
  config: ModelConfig,
  recognised: Recognised,
  { dtype, origin, licence, card }: FolderFacts,
): string {
  const { report } = recognised;
  const lines = [
    `# ${config.name}`,
    '',
    `Made from ${origin} by \`npm run model\`.`,
    '',
    `* ${report.name}: ${report.parameters.toLocaleString('en')} parameters, ${config.classes === undefined ? 'a backbone without classes' : `${config.classes} classes`}, ${inputOf(recognised)} pixels.`,
    `* Terms of the weights: ${licence ?? 'not stated by their file; ask their authors.'}`,
    ...report.notes.map((note) => `* ${say(note)}`),
    ...(card ? ['', card] : []),
  ];
  return withStorage(`${lines.join('\n')}\n`, dtype, config.weights);
}

/** A model card with its section about how the weights are stored. */
function withStorage(card: string, dtype: Storage, weights: ModelConfig['weights']): string {
  const bytes = weights.reduce((sum, part) => sum + part.bytes, 0);
  const files = weights.length === 1 ? 'one file' : `${weights.length} parts`;
  const section = `\n## Storage\nSafetensors of ${megabytes(bytes)} in ${files}: ${STORAGE_NAMES[dtype]}.\n`;
  const old = /\n## Storage\n[^]*?(?=\n## |$)/;
  return old.test(card) ? card.replace(old, () => section) : card + section;
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
