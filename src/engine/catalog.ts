import * as v from 'valibot';
import { CheckpointError } from '../checkpoint/error.ts';
import { transfer } from '../checkpoint/transfer.ts';
import { CATALOG, MODEL_CONFIG, parseConfig, type ModelConfig } from './model-config.ts';
import type { CatalogEntry } from './port.ts';

/** A model folder served over HTTP. */
export interface ModelFolder {
  readonly config: ModelConfig;
  /** Address of the folder, with a closing slash. */
  readonly url: string;
}

/** No configuration is longer. */
const MAX_JSON_BYTES = 8 * 2 ** 20;

/** @throws CheckpointError of `transfer`, `not-json` */
async function fetchJson(url: string, what: string): Promise<unknown> {
  let text = '';
  let decoder = new TextDecoder();
  await transfer({
    url,
    bytes: null,
    sink: {
      write(chunk) {
        text += decoder.decode(chunk, { stream: true });
        if (text.length > MAX_JSON_BYTES) throw notJson(what, url);
      },
      restart() {
        text = '';
        decoder = new TextDecoder();
      },
    },
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(what, url, cause);
  }
}

function notJson(what: string, url: string, cause?: unknown): CheckpointError {
  return new CheckpointError(
    'not-json',
    `${what} at ${url} is not described by JSON. Give the address of a model folder's config.json.`,
    { cause },
  );
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
export function entryOf({ config }: ModelFolder, origin: 'app' | 'address'): CatalogEntry {
  const { id, name, architecture, weights } = config;
  const bytes = weights.reduce((sum, part) => sum + part.bytes, 0);
  return { id, name, architecture, bytes, origin, kept: false };
}

/** Names of ImageNet's 1000 classes, which come with the app beside its models. */
export async function fetchImagenetLabels(modelsUrl: string): Promise<readonly string[]> {
  const url = new URL('../labels/imagenet-1k.json', modelsUrl).href;
  return parseConfig(v.array(v.string()), await fetchJson(url, 'The list of names'), 'The list');
}
