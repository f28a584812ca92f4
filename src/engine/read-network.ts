import type { NamedArrays } from '../checkpoint/named-array.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import { strideOf, vheatConfigOf } from '../model/vheat/config.ts';
import { randomVHeatWeights } from '../model/vheat/random.ts';
import { readVHeatWeights } from '../model/vheat/read.ts';
import type { VHeatWeights } from '../model/vheat/weights.ts';
import { vitConfigOf } from '../model/vit/config.ts';
import { randomVitWeights } from '../model/vit/random.ts';
import { readVitWeights } from '../model/vit/read.ts';
import type { ModelConfig } from './model-config.ts';
import { VHeatNetwork, type Network } from './network.ts';
import type { StageInfo } from './port.ts';
import { VitNetwork } from './vit-network.ts';

/** "Before training" is the same network at every visit. */
const TWIN_SEED = 1;

/** Builds a network from its state_dict and the config of its model folder. */
export function readNetwork(arrays: NamedArrays, config: ModelConfig): Network {
  const { imageSize } = config;
  const facts = {
    id: config.id,
    name: config.name,
    imageSize,
    classes: config.classes,
    parameters: config.parameters ?? countParameters(arrays),
    labels: config.labels ?? [],
    wnids: config.wnids ?? null,
    licence: config.licence ?? null,
    warning: warningOf(arrays),
  };
  if (config.architecture === 'vit') {
    const shape = vitConfigOf(arrays, { heads: config.heads });
    return new VitNetwork(
      {
        ...facts,
        imageSize: shape.imageSize,
        architecture: 'vit',
        layers: shape.depth,
        heads: shape.heads,
        patchSize: shape.patchSize,
      },
      config.preprocess,
      readVitWeights(arrays, shape),
      () => randomVitWeights(shape, TWIN_SEED),
    );
  }
  const { postNorm } = config;
  const shape = vheatConfigOf(arrays, { postNorm, imageSize });
  const weights = readVHeatWeights(arrays, shape);
  return new VHeatNetwork(
    { ...facts, architecture: 'vheat', stages: stagesOf(weights) },
    config.preprocess,
    weights,
    () => randomVHeatWeights(shape, TWIN_SEED),
  );
}

function countParameters(arrays: NamedArrays): number {
  return [...arrays.values()].reduce((sum, { data }) => sum + data.length, 0);
}

/** Weights that cannot be trusted still run; the user is told. */
function warningOf(arrays: NamedArrays): string | null {
  const values = [...arrays.values()].map((a) => a.data);
  if (values.some((data) => data.some((x) => !Number.isFinite(x))))
    return 'Some weights of this model are not numbers: its probabilities mean nothing.';
  if (values.every((data) => data.every((x) => x === 0)))
    return 'All weights of this model are zero: its probabilities mean nothing.';
  return null;
}

function stagesOf({ stages }: VHeatWeights<CpuTensor>): StageInfo[] {
  return stages.map(({ blocks }, stage) => {
    const [size, , channels] = blocks[0].k.shape;
    return { size, channels, stride: strideOf(stage), meanK: blocks.map((b) => meanK(b.k)) };
  });
}

/** Mean over channels and all frequencies but ω = 0, where k has no effect. */
function meanK({ shape, data }: CpuTensor): number {
  const channels = shape[2];
  let sum = 0;
  for (let i = channels; i < data.length; i++) sum += data[i];
  return data.length > channels ? sum / (data.length - channels) : 0;
}
