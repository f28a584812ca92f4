import { concat, setBackend, tensor4d, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { evaluationCrop, sizeOf, type RgbaImage } from '../../src/math/resample.ts';
import { free, upload } from '../../src/model/nn/tree.ts';
import { normalise } from '../../src/model/preprocess.ts';
import { forwardVHeat } from '../../src/model/vheat/forward.ts';
import { forwardVit } from '../../src/model/vit/forward.ts';
import type { Loaded } from './load.ts';

/** What a network says of one picture: its class scores, and the features its last linear layer made them of. */
export interface NetworkAnswer {
  readonly logits: Float32Array;
  readonly features: Float32Array;
}

/** A network that classifies, on WebAssembly. */
export interface RunningNetwork {
  readonly answer: (pixels: RgbaImage) => Promise<NetworkAnswer>;
  readonly stop: () => void;
}

/** Puts a network on the WebAssembly backend; photos are cropped and normalised as it was trained. */
export async function startNetwork(loaded: Loaded): Promise<RunningNetwork> {
  await setBackend('wasm');
  const { preprocess, config } = loaded;
  const classes = config.classes ?? 0;
  const { height, width } = sizeOf(preprocess);
  const { run, weights } = uploaded(loaded);
  return {
    async answer(pixels) {
      const input = normalise(evaluationCrop(pixels, preprocess), preprocess);
      const output = tidy(() => {
        const { logits, pooled } = run(tensor4d(input, [1, height, width, 3]));
        return concat([logits, pooled], 1);
      });
      const values = await output.data<'float32'>();
      output.dispose();
      return { logits: values.slice(0, classes), features: values.slice(classes) };
    },
    stop: () => free(weights),
  };
}

function uploaded({ built }: Loaded) {
  if (built.architecture === 'vheat') {
    const weights = upload(built.weights);
    const run = (x: Parameters<typeof forwardVHeat>[1]) => forwardVHeat(weights, x);
    return { run, weights };
  }
  const weights = upload(built.weights);
  const run = (x: Parameters<typeof forwardVit>[1]) => forwardVit(weights, x);
  return { run, weights };
}
