import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { byKernel, runKernel, withGradient } from '../dispatch.ts';
import { finish } from '../epilogue.ts';
import type { Epilogue } from '../epilogue.ts';
import { geluSlope } from '../gelu/reference.ts';
import { silu } from '../silu/index.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from './name.ts';
import { gatedLayerNormGradient, layerNormGradient, layerNormReference } from './reference.ts';
import type { ScaleAndShift } from './reference.ts';

export type { ScaleAndShift };

const normed = byKernel(LAYER_NORM, layerNormByKernel, (x, norm, epsilon, epilogue) =>
  finish(layerNormAlone(x, norm, epsilon), epilogue),
);

const normedAndGated = byKernel(
  GATED_LAYER_NORM,
  (x: Tensor, norm: ScaleAndShift, epsilon: number, gate: Tensor): Tensor =>
    gatedLayerNormByKernel(x, norm, epsilon, gate, 0),
  (x, { weight, bias }, epsilon, gate) =>
    mul(layerNormReference(x, weight, bias, epsilon), silu(gate)),
);

/**
 * Layer normalisation over the last axis, and an epilogue to what comes of it.
 * @param x [..., C]
 * @param epsilon added to the variance
 */
export function layerNorm<X extends Tensor>(
  x: X,
  norm: ScaleAndShift,
  epsilon: number,
  epilogue: Epilogue = {},
): X {
  return normed(x, norm, epsilon, epilogue) as X;
}

/**
 * Layer normalisation over the last axis, then multiplication by SiLU(gate).
 * @param x [..., C]
 * @param gate z, of the shape of x
 */
export function gatedLayerNorm<X extends Tensor>(
  x: X,
  norm: ScaleAndShift,
  epsilon: number,
  gate: X,
): X {
  return withGradient(
    [x, gate],
    () => normedAndGated(x, norm, epsilon, gate),
    (dy, [y, z]) => gatedLayerNormGradient(dy, y, norm, epsilon, z),
    [x, gate],
  ) as X;
}

/** {@link gatedLayerNorm} at once, without a gradient. @param gateAt where in `gate` the numbers of z begin */
export function gatedLayerNormByKernel(
  x: Tensor,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
  gate: Tensor,
  gateAt: number,
): Tensor {
  return runKernel(GATED_LAYER_NORM, { x, weight, bias, gate }, { epsilon, gateAt });
}

function layerNormAlone(x: Tensor, { weight, bias }: ScaleAndShift, epsilon: number): Tensor {
  return withGradient(
    [x],
    () => layerNormReference(x, weight, bias, epsilon),
    (dy, [kept]) => layerNormGradient(dy, kept, weight, epsilon),
    [x],
  );
}

/** The norm and its epilogue at once. */
function layerNormByKernel(
  x: Tensor,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
  { gelu = false, plus }: Epilogue,
): Tensor {
  const kernel = (rows: Tensor, activated: boolean, added?: Tensor): Tensor =>
    runKernel(
      LAYER_NORM,
      { x: rows, weight, bias, ...(added && { plus: added }) },
      { epsilon, gelu: Number(activated) },
    );
  return withGradient(
    plus ? [x, plus] : [x],
    () => kernel(x, gelu, plus),
    (dy, [kept]) => {
      const slope = gelu ? mul(dy, geluSlope(kernel(kept, false))) : dy;
      const dx = layerNormGradient(slope, kept, weight, epsilon);
      return plus ? [dx, dy] : dx;
    },
    [x],
  );
}
