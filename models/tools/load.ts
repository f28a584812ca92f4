import { join } from 'node:path';
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.ts';
import { cropRuleAt } from '../../src/model/preprocess.ts';
import { networkPrefixes } from '../../src/model/network-prefixes.ts';
import { recognise, type Overrides, type Recognised } from '../../src/model/recognise.ts';
import { readVHeatWeights } from '../../src/model/vheat/read.ts';
import { readVitWeights } from '../../src/model/vit/read.ts';
import type { Surroundings } from './command.ts';
import { withFiles } from './file-source.ts';
import { isModelFolder, readModelFolder } from './model-folder.ts';

export interface LoadOptions {
  readonly variant?: string | undefined;
  readonly overrides?: Overrides;
}

/**
 * Loads a model by its id in the models folder, by the path of a model folder, or by that of a checkpoint.
 */
export async function loadModel(
  model: string,
  { models, signal }: Surroundings,
  { variant, overrides = {} }: LoadOptions = {},
): Promise<Recognised> {
  const inModels = join(models, model);
  const folder = /^[\w.-]+$/.test(model) && (await isModelFolder(inModels)) ? inModels : model;
  if (!(await isModelFolder(folder))) {
    return withFiles([folder], async (source) =>
      recognise(
        await readCheckpoint(source, { variant, networks: networkPrefixes, signal }),
        model,
        overrides,
      ),
    );
  }
  const { config, weights } = await readModelFolder(folder);
  const { mean, std } = config.preprocess;
  const said: Overrides = {
    mean,
    std,
    labels: config.labels,
    inputSize: config.imageSize,
    ...(config.architecture === 'vit' ? { heads: config.heads } : { postNorm: config.postNorm }),
  };
  const recognised = await withFiles(weights, async (source) =>
    recognise(await readCheckpoint(source, { variant, networks: networkPrefixes, signal }), model, {
      ...said,
      ...defined(overrides),
    }),
  );
  const crop = cropRuleAt(recognised.config.imageSize, config.preprocess);
  return { ...recognised, preprocess: { ...recognised.preprocess, ...crop } };
}

function defined(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}

/** Weights in the form the network runs with; throws WeightsError when keys are missing, left over or misshapen. */
export function buildWeights({ config, arrays, unread }: Recognised) {
  return config.architecture === 'vheat'
    ? { architecture: config.architecture, weights: readVHeatWeights(arrays, config, unread) }
    : { architecture: config.architecture, weights: readVitWeights(arrays, config, unread) };
}
