import { basename } from 'node:path';
import { partAlone, partName } from '../../src/checkpoint/parts.ts';
import {
  readCheckpoint,
  readParts,
  type Checkpoint,
} from '../../src/checkpoint/read-checkpoint.ts';
import { gridInConfig } from '../../src/engine/models/config.ts';
import type { OutlierDetector } from '../../src/engine/models/outliers.ts';
import { cropRuleAt } from '../../src/model/preprocess.ts';
import { networkPrefixes } from '../../src/model/network-prefixes.ts';
import { WeightsError } from '../../src/model/error.ts';
import type { CpuTensor } from '../../src/model/nn/tree.ts';
import { recognise, type Overrides, type Recognised } from '../../src/model/recognise.ts';
import { readVHeatWeights } from '../../src/model/vheat/read.ts';
import type { VHeatWeights } from '../../src/model/vheat/weights.ts';
import { readVitWeights } from '../../src/model/vit/read.ts';
import type { VitWeights } from '../../src/model/vit/weights.ts';
import type { Surroundings } from './command.ts';
import { withFiles, withParts } from './file-source.ts';
import { modelFolderOf, readModelFolder, readOutliers } from './model-folder.ts';

export interface LoadOptions {
  readonly variant?: string | undefined;
  readonly overrides?: Overrides;
}

/** A network with its weights in the form it runs with. */
export interface Loaded extends Recognised {
  /** As the model folder says, of a network used as it says; absent of others. */
  readonly temperature?: number | undefined;
  readonly outliers?: OutlierDetector | null;
  readonly built:
    | { readonly architecture: 'vheat'; readonly weights: VHeatWeights<CpuTensor> }
    | { readonly architecture: 'vit'; readonly weights: VitWeights<CpuTensor> };
}

/**
 * Loads a model by its id in the models folder, by the path of a model folder, or by that of a checkpoint: several
 * paths, or that of an index, for one in parts.
 * @throws CheckpointError of the readers, `part-alone`; WeightsError of `recognise` and of the networks
 */
export async function loadModel(
  paths: readonly string[],
  { models, signal }: Surroundings,
  { variant, overrides = {} }: LoadOptions = {},
): Promise<Loaded> {
  const model = paths[0];
  const options = { variant, networks: networkPrefixes, signal };
  const folder = paths.length > 1 ? null : await modelFolderOf(model, models);
  if (folder === null) {
    return withParts(paths, async (parts) => {
      const isWhole = paths.length === 1 && !model.endsWith('.json');
      const checkpoint = isWhole
        ? await readCheckpoint(parts[0].source, options)
        : await readParts(parts, options);
      const loaded = build(checkpoint, model, overrides);
      // A backbone of which other parts are missing may be a classifier.
      const part = isWhole && loaded.report.task === 'features' ? partName(basename(model)) : null;
      if (part !== null) throw partAlone(part);
      return loaded;
    });
  }
  const { config, weights } = await readModelFolder(folder);
  const { mean, std } = config.preprocess;
  const said: Overrides = {
    mean,
    std,
    labels: config.labels,
    ...(config.architecture === 'vit'
      ? { heads: config.heads, grid: gridInConfig(config) }
      : { postNorm: config.postNorm, inputSize: config.imageSize }),
  };
  const loaded = await withFiles(weights, async (source) =>
    build(await readCheckpoint(source, options), model, { ...said, ...defined(overrides) }),
  );
  if (loaded.preprocess.stretchTo) return loaded;
  const crop = cropRuleAt(loaded.config.imageSize, config.preprocess);
  const cropped = { ...loaded, preprocess: { ...loaded.preprocess, ...crop } };
  const isMeasured = variant === undefined && Object.keys(defined(overrides)).length === 0;
  if (!isMeasured) return cropped;
  const outliers = await readOutliers(folder, config);
  return { ...cropped, temperature: config.temperature, outliers };
}

/**
 * Makes the network of a checkpoint; every key and shape is checked.
 * @param file its path or address
 */
export function build(checkpoint: Checkpoint, file: string, overrides: Overrides): Loaded {
  try {
    const recognised = recognise(checkpoint, file, overrides);
    return { ...recognised, built: weightsOf(recognised) };
  } catch (error) {
    // A part of a model is no network, whatever else the reason seems to be.
    const part = error instanceof WeightsError ? partName(basename(file)) : null;
    throw part ? partAlone(part) : error;
  }
}

function weightsOf({ config, arrays, unread }: Recognised): Loaded['built'] {
  return config.architecture === 'vheat'
    ? { architecture: 'vheat', weights: readVHeatWeights(arrays, config, unread) }
    : { architecture: 'vit', weights: readVitWeights(arrays, config, unread) };
}

function defined(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
