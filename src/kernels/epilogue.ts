import { add } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { gelu } from './gelu/index.ts';

/** What is done to each number of a result on its way out, in this order. */
export interface Epilogue {
  /** y ← GELU(y) */
  readonly gelu?: boolean | undefined;
  /** y ← y + plus, of the shape of y: the way around a branch. */
  readonly plus?: Tensor | undefined;
}

/** An epilogue as operations of their own. */
export function finish(y: Tensor, { gelu: activated = false, plus }: Epilogue): Tensor {
  const active = activated ? gelu(y) : y;
  return plus === undefined ? active : add(active, plus);
}
