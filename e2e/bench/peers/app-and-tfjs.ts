import * as tf from '@tensorflow/tfjs-core';
import { blobSource } from '../../../src/checkpoint/byte-source.ts';
import { readCheckpoint } from '../../../src/checkpoint/read-checkpoint.ts';
import type { Backend } from '../../../src/engine/backend.ts';
import { openCheckpoint } from '../../../src/engine/models/open-checkpoint.ts';
import { AS_TRAINED } from '../../../src/engine/port.ts';
import { hasKernel } from '../../../src/kernels/dispatch.ts';
import { GELU } from '../../../src/kernels/gelu/name.ts';
import { HEAT, HEAT_OF_COLUMNS } from '../../../src/kernels/heat/name.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from '../../../src/kernels/layer-norm/name.ts';
import { LINEAR, LINEAR_PAIR, UNPACK_HALVES } from '../../../src/kernels/linear/name.ts';
import { PRODUCT } from '../../../src/kernels/product/name.ts';
import { free, upload } from '../../../src/model/nn/tree.ts';
import { IMAGENET_NORMALISATION, normalise } from '../../../src/model/preprocess.ts';
import { vheatConfigOf } from '../../../src/model/vheat/config.ts';
import { forwardVHeat } from '../../../src/model/vheat/forward.ts';
import { readVHeatWeights } from '../../../src/model/vheat/read.ts';
import type { Contestant } from './contestant.ts';

/** The network as the engine runs it, from the bytes of the crop on. */
export async function ours(
  file: Blob,
  size: number,
  crop: Uint8Array,
  backend: Backend,
): Promise<Contestant> {
  await backend.use();
  if (!hasKernel(HEAT)) throw new Error(`the app's own kernels are missing on ${backend.name}`);
  const network = await openCheckpoint(
    {
      id: 'bench',
      file: 'bench',
      source: blobSource(file),
      config: null,
      choices: { inputSize: size },
    },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      imagenetLabels: () => Promise.resolve([]),
    },
  );
  network.upload();
  await network.warmUp(backend);
  return {
    async run() {
      await backend.use();
      return (await network.answers(crop, [AS_TRAINED]))[0].logits;
    },
    dispose: () => network.release(),
  };
}

/** A name of the backend under which none of our kernels is known: each operation takes tfjs's own, and nothing else. */
const STOCK = 'stock';

const OURS = new Set([
  ...[GELU, HEAT, HEAT_OF_COLUMNS, LAYER_NORM, GATED_LAYER_NORM],
  ...[LINEAR, LINEAR_PAIR, UNPACK_HALVES, PRODUCT],
]);

/**
 * The same network in tfjs's own operations, on the same backend, from normalised pixels on. There can be one at a time;
 * disposing it ends the backend.
 */
export async function stockTfjs(
  file: Blob,
  size: number,
  crop: Uint8Array,
  backend: Backend,
): Promise<Contestant> {
  await backend.use();
  const { arrays } = await readCheckpoint(blobSource(file));
  const pixels = normalise(crop, IMAGENET_NORMALISATION);
  const shared = tf.backend();
  tf.copyRegisteredKernels(backend.name, STOCK);
  for (const { kernelName } of tf.getKernelsForBackend(STOCK))
    if (OURS.has(kernelName)) tf.unregisterKernel(kernelName, STOCK);
  tf.registerBackend(STOCK, () => shared);
  // Under this name there are no kernels that read halves.
  await tf.setBackend(STOCK);
  const weights = upload(readVHeatWeights(arrays, vheatConfigOf(arrays, { imageSize: size })));
  return {
    async run() {
      await tf.setBackend(STOCK);
      const logits = tf.tidy(
        () => forwardVHeat(weights, tf.tensor4d(pixels, [1, size, size, 3])).logits,
      );
      const values = await logits.data<'float32'>();
      logits.dispose();
      return values;
    },
    dispose() {
      free(weights);
      // The backend goes with it: it is the same object.
      tf.removeBackend(STOCK);
      tf.getKernelsForBackend(STOCK).forEach(({ kernelName }) =>
        tf.unregisterKernel(kernelName, STOCK),
      );
    },
  };
}
