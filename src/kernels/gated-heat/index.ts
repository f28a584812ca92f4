import { add, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { byKernel, runKernel, withGradient } from '../dispatch.ts';
import { heat } from '../heat/index.ts';
import { heatByKernel } from '../heat/by-kernel.ts';
import type { Conduction, HeatBasis } from '../heat/reference.ts';
import { gatedLayerNorm, gatedLayerNormByKernel } from '../layer-norm/index.ts';
import { gatedLayerNormGradient } from '../layer-norm/reference.ts';
import type { ScaleAndShift } from '../layer-norm/reference.ts';
import { linear } from '../linear/index.ts';
import { LINEAR_PAIR } from '../linear/name.ts';
import { linearGradient, rowsOf, weightOf } from '../linear/reference.ts';
import type { Linear } from '../linear/reference.ts';

/** A source of heat and the gate it passes afterwards, both made of the same tokens; C channels throughout. */
export interface GatedHeat {
  /** Makes u, the source. */
  readonly source: Linear<Tensor>;
  /** Makes z, the gate before SiLU. */
  readonly gate: Linear<Tensor>;
  /** Learned diffusivity over frequencies, [n, m, C]. */
  readonly k: Tensor;
  readonly basis: HeatBasis<Tensor>;
  readonly outNorm: ScaleAndShift;
}

const forward = byKernel(LINEAR_PAIR, gatedHeatByKernels, gatedHeatReference);

/**
 * LN(HCO(u))·SiLU(z): heat conducts from u = source(x), is normalised over channels and passes the gate z = gate(x)
 * (vHeat, figure 3).
 * @param x [B, n, m, C]
 * @param epsilon added to the variance
 * @returns [B, n, m, C]
 */
export function gatedHeat(
  x: Tensor4D,
  layers: GatedHeat,
  conduction: Conduction,
  epsilon: number,
): Tensor4D {
  return forward(x, layers, conduction, epsilon);
}

function gatedHeatReference(
  x: Tensor4D,
  { source, gate, k, basis, outNorm }: GatedHeat,
  conduction: Conduction,
  epsilon: number,
): Tensor4D {
  const heated = heat(linear(x, source), k, basis, conduction);
  return gatedLayerNorm(heated, outNorm, epsilon, linear(x, gate));
}

/** In three kernels: both layers at once, heat, norm with gate. */
function gatedHeatByKernels(
  x: Tensor4D,
  { source, gate, k, basis, outNorm }: GatedHeat,
  conduction: Conduction,
  epsilon: number,
): Tensor4D {
  const { shape, size } = x;
  const [batch, n, m, channels] = shape;
  const inner = (input: Tensor): { both: Tensor4D; heated: Tensor4D } => {
    const packed = source.scale && gate.scale;
    const pair = {
      x: rowsOf(input),
      // One layer in halves and one not would be a kernel that nothing needs.
      weight: packed ? source.weight : weightOf(source),
      secondWeight: packed ? gate.weight : weightOf(gate),
      ...(packed && { scale: source.scale, secondScale: gate.scale }),
      ...(source.bias && gate.bias && { bias: source.bias, secondBias: gate.bias }),
    };
    // u of all pictures, then z of all.
    const both: Tensor4D = reshape(runKernel(LINEAR_PAIR, pair), [2 * batch, n, m, channels]);
    return { both, heated: heatByKernel(both, k, basis, conduction, batch) };
  };
  return withGradient(
    [x],
    () => {
      const { both, heated } = inner(x);
      return gatedLayerNormByKernel(heated, outNorm, epsilon, both, size);
    },
    (dy, [kept]) => {
      const heated = heat(linear(kept as Tensor4D, source), k, basis, conduction);
      const z = linear(kept, gate);
      const [dHeated, dGate] = gatedLayerNormGradient(dy, heated, outNorm, epsilon, z);
      const dSource = heat(dHeated as Tensor4D, k, basis, conduction);
      const dx = add(linearGradient(rowsOf(dSource), source), linearGradient(rowsOf(dGate), gate));
      return reshape(dx, shape);
    },
    [x],
  ) as Tensor4D;
}
