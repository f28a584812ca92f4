import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import {
  CATALOG,
  MODEL_CONFIG,
  parseConfig,
  type ModelConfig,
} from '../../src/engine/model-config.ts';
import type { Recognised } from '../../src/model/recognise.ts';
import { ToolError, UsageError, withPath } from './command.ts';

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
 * Refuses a place for a model folder before work is spent on it.
 * @returns its path
 */
export async function reserveFolder(path: string, force: boolean): Promise<string> {
  const folder = resolve(path);
  if (!/^[a-z0-9][a-z0-9.-]{0,63}$/.test(basename(folder))) {
    throw new UsageError(
      `"${basename(folder)}" cannot be the id of a model: use small letters, digits, dots and hyphens.`,
    );
  }
  const taken = await stat(folder).catch(() => null);
  if (taken && !(force && (await isModelFolder(folder)))) {
    throw new ToolError(
      'exists',
      `${folder} exists already. Choose another name, or --force to replace a model folder.`,
    );
  }
  return folder;
}

/**
 * Writes a model folder: weights in parts, config, model card; and lists it in the catalogue beside it, if there is
 * one. The folder appears complete or not at all.
 */
export async function writeModelFolder(
  folder: string,
  recognised: Recognised,
  facts: FolderFacts,
): Promise<ModelConfig> {
  const draft = join(dirname(folder), `.${basename(folder)}.${process.pid}.partial`);
  return withPath(folder, async () => {
    try {
      await mkdir(draft, { recursive: true });
      const weights = await writeParts(draft, recognised, facts.dtype);
      const config = configOf(basename(folder), recognised, facts, weights);
      await writeFile(join(draft, 'config.json'), json(config));
      await writeFile(join(draft, 'MODEL_CARD.md'), modelCard(config, recognised, facts));
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
      await list(dirname(folder), config.id);
      return config;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}

async function writeParts(
  folder: string,
  { arrays }: Recognised,
  dtype: 'f16' | 'f32',
): Promise<ModelConfig['weights']> {
  // Decays of the inference form are close to 1 or to 0: float16 would lose the k in them.
  const file = writeSafetensors(arrays, { dtype, exact: (name) => name.endsWith('.k_exp') });
  const count = Math.ceil(file.length / PART_BYTES);
  const parts: ModelConfig['weights'] = [];
  for (let i = 0; i < count; i++) {
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
    classes: config.classes,
    imageSize: config.imageSize,
    parameters: report.parameters,
    preprocess: { resizeShorterSide, centreCrop, interpolation, mean, std },
    weights,
    licence,
    labels,
  };
  if (config.architecture === 'vit') {
    const { architecture, width, depth, heads, patchSize } = config;
    return parseConfig(
      MODEL_CONFIG,
      plain({ ...facts, architecture, width, depth, heads, patchSize }),
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
  { report }: Recognised,
  { dtype, origin, licence, card }: FolderFacts,
): string {
  const bytes = config.weights.reduce((sum, part) => sum + part.bytes, 0);
  const lines = [
    `# ${config.name}`,
    '',
    `Made from ${origin} by \`npm run model\`: weights stored as ${dtype === 'f16' ? 'float16' : 'float32'} safetensors, ${megabytes(bytes)} in ${config.weights.length} ${config.weights.length === 1 ? 'file' : 'parts'}.`,
    '',
    `* ${report.name}: ${report.parameters.toLocaleString('en')} parameters, ${config.classes} classes, ${config.imageSize} × ${config.imageSize} pixels.`,
    `* Terms of the weights: ${licence ?? 'not stated by their file; ask their authors.'}`,
    ...report.notes.map((note) => `* ${note}`),
    ...(card ? ['', card] : []),
  ];
  return `${lines.join('\n')}\n`;
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
  await writeFile(`${path}.partial`, json({ models: [...ids, id] }));
  await rename(`${path}.partial`, path);
}

async function readJson(path: string): Promise<unknown> {
  const text = await withPath(path, () => readFile(path, 'utf8'));
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
