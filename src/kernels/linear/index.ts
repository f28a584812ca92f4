import { mul, reshape } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { byKernel, runKernel, withGradient } from '../dispatch.ts';
import type { Epilogue } from '../epilogue.ts';
import { geluSlope } from '../gelu/reference.ts';
import { LINEAR } from './name.ts';
import { columnsOf, linearGradient, linearReference, rowsOf, widened } from './reference.ts';
import type { Linear } from './reference.ts';

export type { Linear };

const forward = byKernel(LINEAR, linearByKernel, linearReference);

/**
 * Applies a linear layer to the last axis, and an epilogue to what comes of it: [..., in] → [..., out].
 * @param epilogue GELU, and a sum with a tensor of the result's shape
 */
export function linear<X extends Tensor>(x: X, layer: Linear<Tensor>, epilogue: Epilogue = {}): X {
  return forward(x, layer, epilogue) as X;
}

/** The layer and its epilogue at once. */
function linearByKernel(
  x: Tensor,
  layer: Linear<Tensor>,
  { gelu = false, plus }: Epilogue,
): Tensor {
  const { weight, bias, scale } = layer;
  const kernel = (rows: Tensor, activated: boolean, added?: Tensor): Tensor => {
    const inputs = {
      ...{ x: rows, weight },
      ...(scale && { scale }),
      ...(bias && { bias }),
      ...(added && { plus: added }),
    };
    return reshape(runKernel(LINEAR, inputs, { gelu: Number(activated) }), [-1, columnsOf(layer)]);
  };
  const rows = rowsOf(x);
  const around = plus && rowsOf(plus);
  const y = withGradient(
    around ? [rows, around] : [rows],
    () => kernel(rows, gelu, around),
    (dy, kept) => {
      const slope = gelu ? mul(dy, geluSlope(kernel(kept[0], false))) : dy;
      const dx = linearGradient(slope, layer);
      return around ? [dx, dy] : dx;
    },
    gelu ? [rows] : [],
  );
  return reshape(y, widened(x, layer));
}
