import { CheckpointError } from '../checkpoint/error.ts';
import { CATALOG, MODEL_CONFIG, parseConfig, type ModelConfig } from './model-config.ts';
import type { CatalogEntry } from './port.ts';

/** A model folder served over HTTP. */
export interface ModelFolder {
  readonly config: ModelConfig;
  /** Address of the folder, with a closing slash. */
  readonly url: string;
}

async function fetchJson(url: string, what: string): Promise<unknown> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CheckpointError('offline', `${what} could not be fetched: no connection.`, { cause });
  });
  if (!response.ok)
    throw new CheckpointError('http', `${what} could not be fetched: status ${response.status}.`);
  return response.json().catch((cause: unknown) => {
    throw new CheckpointError('not-json', `${what} is not JSON.`, { cause });
  });
}

/** Reads `config.json` of a model folder; `url` is the config's own address. */
export async function fetchModelFolder(url: string): Promise<ModelFolder> {
  const config = parseConfig(MODEL_CONFIG, await fetchJson(url, 'The model'), 'The model');
  return { config, url: new URL('.', url).href };
}

/** Reads the catalogue and the config of each of its models, in its order. */
export async function fetchCatalog(modelsUrl: string): Promise<ModelFolder[]> {
  const url = new URL('catalog.json', modelsUrl).href;
  const { models } = parseConfig(CATALOG, await fetchJson(url, 'The catalogue'), 'The catalogue');
  return Promise.all(
    models.map((id) => fetchModelFolder(new URL(`${id}/config.json`, modelsUrl).href)),
  );
}

/** What the picker shows of a model. */
export function entryOf({ config }: ModelFolder): CatalogEntry {
  const { id, name, architecture, weights } = config;
  return { id, name, architecture, bytes: weights.reduce((sum, part) => sum + part.bytes, 0) };
}
