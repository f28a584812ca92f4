import { tensor3d, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { AS_TRAINED, heat } from '../kernels/heat/index.ts';
import { seededRandom } from '../math/random.ts';
import { free, upload } from './nn/tree.ts';
import { vheatBlock } from './vheat/forward.ts';
import { randomVHeatWeights } from './vheat/random.ts';
import { mixByAttention, vitBlock } from './vit/forward.ts';
import { randomVitWeights } from './vit/random.ts';

const SEED = 1;

/** A vHeat layer and a ViT layer of equal width on the same n×n tokens, to set their costs side by side. */
export interface EqualLayers {
  /** DCT, decay and inverse DCT alone, [1, n, n, C]. Call inside `tidy`, as the others. */
  heat(): Tensor;
  /** QKᵀ, softmax and the product with V alone, [1, heads, N, d]. */
  attention(): Tensor;
  /** The whole vHeat block around it, [1, n, n, C]. */
  heatLayer(): Tensor;
  /** The whole ViT block around it, [1, N, C]. */
  attentionLayer(): Tensor;
  /** Takes everything off the device. */
  dispose(): void;
}

/**
 * Random layers on the current backend: what they compute means nothing, what it costs does.
 * @param side tokens per side of the grid
 * @param channels width of both layers, a multiple of `heads`
 */
export function equalLayers(side: number, channels: number, heads: number): EqualLayers {
  const { stages } = randomVHeatWeights(
    {
      architecture: 'vheat',
      dims: [channels],
      depths: [1],
      postNorm: false,
      layerScale: false,
      classes: 1,
      mlpRatio: 4,
      imageSize: 4 * side,
      resize: 'zero-pad',
    },
    SEED,
  );
  const { blocks } = randomVitWeights(
    {
      architecture: 'vit',
      width: channels,
      depth: 1,
      heads,
      patchSize: 1,
      mlpRatio: 4,
      classes: 1,
      imageSize: side,
    },
    SEED,
  );
  const tokens = side * side;
  const random = seededRandom(SEED);
  const input = Float32Array.from({ length: tokens * channels }, () => 2 * random() - 1);
  const perHead = channels / heads;
  const device = {
    stage: upload(stages[0]),
    vit: upload(blocks[0]),
    grid: tensor4d(input, [1, side, side, channels]),
    tokens: tensor3d(input, [1, tokens, channels]),
    queries: tensor4d(input, [1, heads, tokens, perHead]),
    keys: tensor4d(input, [1, heads, perHead, tokens]),
  };
  const [block] = device.stage.blocks;
  const { basis } = device.stage;
  return {
    heat: () => heat(device.grid, block.k, basis, AS_TRAINED),
    attention: () => mixByAttention(device.queries, device.keys, device.queries),
    heatLayer: () => vheatBlock(block, basis, false, device.grid, AS_TRAINED),
    attentionLayer: () => vitBlock(device.vit, heads, device.tokens),
    dispose: () => free(device),
  };
}
