import type { NamedArrays } from '../../checkpoint/named-array.ts';
import { dctMatrix } from '../../math/dct.ts';
import { eigenvalues } from '../../math/heat.ts';
import type { HeatBasis } from '../../kernels/heat/index.ts';
import type { Conv, Linear, Norm } from '../nn/layers.ts';
import { channelsLastFilter, rowsOf, scaledBy, StateDict, transposed } from '../nn/state-dict.ts';
import type { TensorSource, Unread } from '../nn/state-dict.ts';
import type { CpuTensor } from '../nn/tree.ts';
import type { Grid } from '../grid.ts';
import { firstGrid, gridAt, isInferenceForm, nativeGrid } from './config.ts';
import type { VHeatConfig } from './config.ts';
import { diffusivity, diffusivityFromDecay, resizeEmbedding } from './diffusivity.ts';
import type { Block, Stage, VHeatWeights } from './weights.ts';

/**
 * Builds the weights tree from a state_dict in training form (k is computed once from the embeddings) or inference
 * form (k is recovered from its decays; see `diffusivityFromDecay` for what underflow leaves).
 * @param config usually `vheatConfigOf(arrays, hints)`
 * @param unread keys of the file that have no numbers, and why
 * @throws {WeightsError} `weights-mismatch`, naming every missing, unexpected and wrong-shape key
 */
export function readVHeatWeights(
  arrays: NamedArrays,
  config: VHeatConfig,
  unread?: Unread,
): VHeatWeights<CpuTensor> {
  const dict = new StateDict(arrays, 'vheat', unread);
  const weights = buildVHeat(dict, config, {
    inferenceForm: isInferenceForm(arrays),
    grid: nativeGrid(arrays),
  });
  dict.finish();
  return weights;
}

/** What a source of tensors holds: which form, and the tokens of the first stage that its frequency maps were made for. */
interface SourceForm {
  readonly inferenceForm: boolean;
  readonly grid: Grid;
}

/** Builds the weights tree from any source of tensors. */
export function buildVHeat(
  source: TensorSource,
  config: VHeatConfig,
  form: SourceForm,
): VHeatWeights<CpuTensor> {
  return new Builder(source, config, form).network();
}

/** Constants of an n×m token grid. */
function heatBasis([n, m]: Grid): HeatBasis<CpuTensor> {
  const rows = { shape: [n, n], data: dctMatrix(n) };
  return {
    rows,
    // The same object on square grids, so that it is on the device once.
    columns: n === m ? rows : { shape: [m, m], data: dctMatrix(m) },
    lambda: { shape: [n, m, 1], data: eigenvalues(n, m) },
  };
}

class Builder {
  constructor(
    private readonly source: TensorSource,
    private readonly config: VHeatConfig,
    private readonly form: SourceForm,
  ) {}

  network(): VHeatWeights<CpuTensor> {
    const { dims, classes, postNorm } = this.config;
    const width = dims[dims.length - 1];
    const half = dims[0] / 2;
    return {
      postNorm,
      stem: {
        conv1: this.conv('patch_embed.conv1', [half, 3, 3, 3]),
        norm1: this.norm('patch_embed.norm1.1', half),
        conv2: this.conv('patch_embed.conv2', [dims[0], half, 3, 3]),
        norm2: this.norm('patch_embed.norm2.1', dims[0]),
      },
      stages: dims.map((_, stage) => this.stage(stage)),
      head:
        classes === null
          ? null
          : {
              norm: this.norm('classifier.0', width),
              linear: this.linear('classifier.3', [classes, width]),
            },
    };
  }

  private stage(stage: number): Stage<CpuTensor> {
    const { dims, depths } = this.config;
    const width = dims[stage];
    const grid = gridAt(firstGrid(this.config), stage);
    const embedding = this.form.inferenceForm ? null : this.embedding(stage, grid);
    const last = stage === dims.length - 1;
    const down = `layers.${stage}.${depths[stage]}`;
    return {
      blocks: Array.from({ length: depths[stage] }, (_, block) =>
        this.block(`layers.${stage}.${block}`, width, grid, embedding),
      ),
      basis: heatBasis(grid),
      downsample: last
        ? null
        : {
            conv: {
              filter: channelsLastFilter(
                this.source.take(`${down}.0.weight`, [dims[stage + 1], width, 3, 3]),
              ),
              bias: null,
            },
            norm: this.norm(`${down}.1`, dims[stage + 1]),
          },
    };
  }

  private embedding(stage: number, [rows, columns]: Grid): CpuTensor {
    const stored = this.source.take(`freq_embed.${stage}`, [
      ...gridAt(this.form.grid, stage),
      this.config.dims[stage],
    ]);
    return resizeEmbedding(stored, rows, columns, this.config.resize);
  }

  private block(
    key: string,
    width: number,
    grid: Grid,
    embedding: CpuTensor | null,
  ): Block<CpuTensor> {
    const { postNorm, layerScale, mlpRatio } = this.config;
    const hidden = width * mlpRatio;
    const gamma1 = layerScale ? this.source.take(`${key}.gamma1`, [width]) : 1;
    const gamma2 = layerScale ? this.source.take(`${key}.gamma2`, [width]) : 1;
    // Layer scale multiplies the branch's last operation: the norm if that comes last, else the linear before it.
    const [scaleNorm1, scaleLinear1] = postNorm ? ([gamma1, 1] as const) : ([1, gamma1] as const);
    const [scaleNorm2, scaleLinear2] = postNorm ? ([gamma2, 1] as const) : ([1, gamma2] as const);
    const double = this.source.take(`${key}.op.linear.weight`, [2 * width, width]);
    const doubleBias = this.source.take(`${key}.op.linear.bias`, [2 * width]);
    const filter = this.source.take(`${key}.op.dwconv.weight`, [width, 1, 3, 3]);
    return {
      norm1: this.norm(`${key}.norm1`, width, scaleNorm1),
      depthwise: {
        filter: { ...channelsLastFilter(filter), shape: [3, 3, width, 1] },
        bias: this.source.take(`${key}.op.dwconv.bias`, [width]),
      },
      source: half(double, doubleBias, 0),
      gate: half(double, doubleBias, 1),
      k: embedding
        ? diffusivity(
            embedding,
            this.source.take(`${key}.op.to_k.0.weight`, [width, width]),
            this.source.take(`${key}.op.to_k.0.bias`, [width]),
          )
        : diffusivityFromDecay(this.source.take(`${key}.op.k_exp`, [...grid, width])),
      outNorm: this.norm(`${key}.op.out_norm`, width),
      outLinear: this.linear(`${key}.op.out_linear`, [width, width], scaleLinear1),
      norm2: this.norm(`${key}.norm2`, width, scaleNorm2),
      fc1: this.linear(`${key}.mlp.fc1`, [hidden, width, 1, 1]),
      fc2: this.linear(`${key}.mlp.fc2`, [width, hidden, 1, 1], scaleLinear2),
    };
  }

  private conv(key: string, shape: readonly number[]): Conv<CpuTensor> {
    return {
      filter: channelsLastFilter(this.source.take(`${key}.weight`, shape)),
      bias: this.source.take(`${key}.bias`, [shape[0]]),
    };
  }

  private linear(
    key: string,
    shape: readonly number[],
    factor: CpuTensor | 1 = 1,
  ): Linear<CpuTensor> {
    return {
      weight: transposed(this.source.take(`${key}.weight`, shape), factor),
      bias: scaledBy(this.source.take(`${key}.bias`, [shape[0]]), factor),
    };
  }

  private norm(key: string, width: number, factor: CpuTensor | 1 = 1): Norm<CpuTensor> {
    return {
      weight: scaledBy(this.source.take(`${key}.weight`, [width]), factor),
      bias: scaledBy(this.source.take(`${key}.bias`, [width]), factor),
    };
  }
}

/** The first (u) or second (z) half of the linear layer C→2C. */
function half(weight: CpuTensor, bias: CpuTensor, index: 0 | 1): Linear<CpuTensor> {
  const width = weight.shape[1];
  return {
    weight: transposed(rowsOf(weight, index * width, width)),
    bias: rowsOf(bias, index * width, width),
  };
}
