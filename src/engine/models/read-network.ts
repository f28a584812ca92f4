import type { NamedArrays } from '../../checkpoint/named-array.ts';
import { coded, type Coded } from '../../coded/coded.ts';
import type { CpuTensor } from '../../model/nn/tree.ts';
import type { Preprocess } from '../../model/preprocess.ts';
import type { Recognised } from '../../model/recognise.ts';
import { strideOf } from '../../model/vheat/config.ts';
import { randomVHeatWeights } from '../../model/vheat/random.ts';
import { readVHeatWeights } from '../../model/vheat/read.ts';
import type { VHeatWeights } from '../../model/vheat/weights.ts';
import { gridOf } from '../../model/vit/config.ts';
import { randomVitWeights } from '../../model/vit/random.ts';
import { readVitWeights } from '../../model/vit/read.ts';
import type { ModelChoices } from './choices.ts';
import type { OutlierDetector } from './outliers.ts';
import type { ModelReport } from './report.ts';
import type { ModelWarnings } from '../error.ts';
import { VHeatNetwork, type Network } from '../network.ts';
import type { StageInfo } from '../port.ts';
import { VitNetwork } from '../vit-network.ts';

/** "Before training" is the same network at every visit. */
const TWIN_SEED = 1;

// An engine that takes the place of one that died must not repeat its numbers: they are keys of what was computed.
let loads = Math.floor(performance.timeOrigin);

/** What a network is called and how it is used; its tensors do not say. */
export interface NetworkFacts {
  readonly id: string;
  readonly name: string;
  /** Empty where nobody knows the names. */
  readonly labels: readonly string[];
  readonly wnids: readonly string[] | null;
  readonly licence: string | null;
  readonly choices: ModelChoices;
  readonly report: ModelReport;
  /** Null where nobody has measured it. */
  readonly temperature: number | null;
  readonly outliers: OutlierDetector | null;
}

/**
 * Builds a network from its tensors.
 * @throws WeightsError `weights-mismatch`, naming every missing, unexpected and wrong-shape key
 */
export function buildNetwork(
  { arrays, unread, config }: Pick<Recognised, 'arrays' | 'unread' | 'config'>,
  preprocess: Preprocess,
  facts: NetworkFacts,
): Network {
  const { labels, wnids, outliers, ...rest } = facts;
  const { classes } = config;
  const info = {
    ...rest,
    head:
      classes === null
        ? ({ task: 'features' } as const)
        : ({ task: 'classify', classes, labels, wnids } as const),
    load: ++loads,
    imageSize: config.imageSize,
    parameters: facts.report.parameters,
    warning: warningOf(arrays),
    outliers: outliers?.facts ?? null,
  };
  if (config.architecture === 'vit') {
    const { depth, heads, patchSize } = config;
    const grid = gridOf(config);
    return new VitNetwork(
      { ...info, architecture: 'vit', layers: depth, heads, patchSize, grid },
      preprocess,
      readVitWeights(arrays, config, unread),
      () => randomVitWeights(config, TWIN_SEED),
      outliers,
    );
  }
  const weights = readVHeatWeights(arrays, config, unread);
  return new VHeatNetwork(
    { ...info, architecture: 'vheat', stages: stagesOf(weights) },
    preprocess,
    weights,
    () => randomVHeatWeights(config, TWIN_SEED),
    outliers,
  );
}

/** Sums of products of larger weights overflow float32; no training makes them. */
const LARGEST_WEIGHT = 1e18;

/** Weights that cannot be trusted still run; the user is told. */
function warningOf(arrays: NamedArrays): Coded<ModelWarnings> | null {
  let largest = 0;
  let isFinite = true;
  for (const { data } of arrays.values()) {
    for (const value of data) {
      const size = Math.abs(value);
      // Not a number is not larger than anything.
      if (size > largest) largest = size;
      isFinite &&= size < Infinity;
    }
  }
  if (!isFinite) return coded('weights-not-numbers');
  if (largest > LARGEST_WEIGHT) return coded('weights-too-large');
  return largest === 0 ? coded('weights-zero') : null;
}

function stagesOf({ stages }: VHeatWeights<CpuTensor>): StageInfo[] {
  return stages.map(({ blocks }, stage) => {
    const [rows, columns, channels] = blocks[0].k.shape;
    return {
      grid: [rows, columns],
      channels,
      stride: strideOf(stage),
      meanK: blocks.map((b) => meanK(b.k)),
    };
  });
}

/** Mean over channels and all frequencies but ω = 0, where k has no effect. */
function meanK({ shape, data }: CpuTensor): number {
  const channels = shape[2];
  let sum = 0;
  for (let i = channels; i < data.length; i++) sum += data[i];
  return data.length > channels ? sum / (data.length - channels) : 0;
}
