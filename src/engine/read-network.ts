import type { NamedArrays } from '../checkpoint/named-array.ts';
import type { CpuTensor } from '../model/nn/tree.ts';
import { strideOf, vheatConfigOf } from '../model/vheat/config.ts';
import { readVHeatWeights } from '../model/vheat/read.ts';
import type { VHeatWeights } from '../model/vheat/weights.ts';
import { EngineError } from './error.ts';
import type { ModelConfig } from './model-config.ts';
import { VHeatNetwork, type Network } from './network.ts';
import type { StageInfo } from './port.ts';

/** Builds a network from its state_dict and the config of its model folder. */
export function readNetwork(arrays: NamedArrays, config: ModelConfig): Network {
  if (config.architecture === 'vit')
    throw new EngineError('architecture', 'This version of the app runs vHeat networks only.');
  const { postNorm, imageSize } = config;
  const weights = readVHeatWeights(arrays, vheatConfigOf(arrays, { postNorm, imageSize }));
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
  return new VHeatNetwork(
    { ...facts, architecture: 'vheat', stages: stagesOf(weights) },
    config.preprocess,
    weights,
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
