import { dispose, keep, memory, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { forEachBackend } from '../../testing/backends.ts';
import { expectClose } from '../../testing/close.ts';
import { channelsLast, golden, readTensors } from '../../testing/tensors.ts';
import { vitConfigOf } from './config.ts';
import { forwardVit, vitFeatures } from './forward.ts';
import { readVitWeights } from './read.ts';
import { free, upload } from '../nn/tree.ts';

forEachBackend(() => {
  test('the golden ViT gives its logits and the attention of every layer and head', async () => {
    const arrays = await readTensors('vit/checkpoint.safetensors');
    const expected = await readTensors('vit/golden.safetensors');
    const before = memory().numTensors;
    const weights = upload(readVitWeights(arrays, vitConfigOf(arrays, { heads: 2 })));
    const layers: Tensor[] = [];
    const [logits, features] = tidy(() => {
      const input = channelsLast(golden(expected, 'input'));
      const forward = forwardVit(weights, input, {
        observe: (_, attention) => layers.push(keep(attention)),
      });
      return [forward.logits, vitFeatures(weights, input)];
    });
    expectClose(await logits.data(), golden(expected, 'logits').data, 1e-4);
    const attention = await Promise.all(layers.map((layer) => layer.data()));
    expectClose(
      attention.flatMap((layer) => [...layer]),
      golden(expected, 'attention').data,
      1e-4,
    );
    expect(features.shape).toEqual([2, 4, 4, 32]);
    dispose([logits, features, ...layers]);
    free(weights);
    expect(memory().numTensors).toBe(before);
  });
});
