import * as v from 'valibot';
import { transfer } from '../../checkpoint/transfer.ts';
import { EngineError, type Described } from '../error.ts';
import { CATALOG, MODEL_CONFIG, MODEL_ID, parseConfig, type ModelConfig } from './config.ts';
import type { CatalogEntry } from '../port.ts';

/** A model folder served over HTTP. */
export interface ModelFolder {
  readonly config: ModelConfig;
  /** Address of the folder, with a closing slash. */
  readonly url: string;
}

/** No configuration is longer. */
const MAX_JSON_BYTES = 8 * 2 ** 20;

/** @throws CheckpointError of `transfer`; EngineError `not-json` */
export async function fetchJson(url: string, of: Described): Promise<unknown> {
  let text = '';
  let decoder = new TextDecoder();
  await transfer({
    url,
    bytes: null,
    sink: {
      write(chunk) {
        text += decoder.decode(chunk, { stream: true });
        if (text.length > MAX_JSON_BYTES) throw new EngineError('not-json', { of, url });
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
    throw new EngineError('not-json', { of, url }, { cause });
  }
}

/** Reads `config.json` of a model folder; `url` is the config's own address. */
export async function fetchModelFolder(url: string): Promise<ModelFolder> {
  const config = parseConfig(MODEL_CONFIG, await fetchJson(url, 'model'), 'model');
  return { config, url: new URL('.', url).href };
}

/** The models served with the app, and those that cannot be offered, with what is wrong with each. */
export interface Catalog {
  readonly folders: readonly ModelFolder[];
  readonly leftOut: readonly { readonly id: string; readonly error: unknown }[];
}

/**
 * Reads the catalogue and the config of each of its models, in its order; a model whose config is broken is left out.
 * @throws what the first model's config throws, where none is left
 */
export async function fetchCatalog(modelsUrl: string): Promise<Catalog> {
  const url = new URL('catalog.json', modelsUrl).href;
  const { models } = parseConfig(CATALOG, await fetchJson(url, 'catalogue'), 'catalogue');
  const read = await Promise.allSettled(
    models.map(async (name) => {
      const id = parseConfig(MODEL_ID, name, 'id');
      return fetchModelFolder(new URL(`${id}/config.json`, modelsUrl).href);
    }),
  );
  const folders = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const leftOut = read.flatMap((one, i) =>
    one.status === 'rejected' ? [{ id: models[i], error: one.reason as unknown }] : [],
  );
  if (folders.length === 0 && leftOut.length > 0) throw leftOut[0].error;
  return { folders, leftOut };
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
  return parseConfig(v.array(v.string()), await fetchJson(url, 'labels'), 'labels');
}
