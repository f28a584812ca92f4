import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import type { Coded } from '../coded/coded.ts';
import { free, upload } from '../model/nn/tree.ts';
import { vheatConfigOf } from '../model/vheat/config.ts';
import { forwardVHeat } from '../model/vheat/forward.ts';
import { readVHeatWeights } from '../model/vheat/read.ts';
import type { SelfTestFaults } from './error.ts';
import { take } from './take.ts';

const SIZE = 16;
const DIMS = [8, 16];
const CLASSES = 6;

/** Logits of the test network, computed by the plain JavaScript backend. */
const EXPECTED = [0.8133988, -1.766241, 0.8290523, 0.849667, -1.56567, 0.7498742];

/** Far above rounding on any backend, far below what a broken kernel does. */
const TOLERANCE = 1e-3;

/** Numbers without a pattern that a wrong stride or an early zero could hide behind. */
function wave(length: number, phase: number, scale: number, offset = 0): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => offset + scale * Math.sin(1.7 * i + phase));
}

/** A vHeat of two stages with one block each, weights from a formula. */
function testWeights(): NamedArrays {
  const arrays = new Map<string, NamedArray>();
  const put = (key: string, shape: number[], scale: number, offset = 0) => {
    const length = shape.reduce((a, b) => a * b, 1);
    arrays.set(key, { stored: 'f32', shape, data: wave(length, arrays.size, scale, offset) });
  };
  const affine = (key: string, shape: number[]) => {
    const inputs = shape.slice(1).reduce((a, b) => a * b, 1);
    put(`${key}.weight`, shape, 1.5 / Math.sqrt(inputs));
    put(`${key}.bias`, [shape[0]], 0.2);
  };
  const norm = (key: string, width: number) => {
    put(`${key}.weight`, [width], 0.3, 1);
    put(`${key}.bias`, [width], 0.2);
  };
  affine('patch_embed.conv1', [DIMS[0] / 2, 3, 3, 3]);
  norm('patch_embed.norm1.1', DIMS[0] / 2);
  affine('patch_embed.conv2', [DIMS[0], DIMS[0] / 2, 3, 3]);
  norm('patch_embed.norm2.1', DIMS[0]);
  DIMS.forEach((width, stage) => {
    const grid = SIZE / 4 / 2 ** stage;
    const block = `layers.${stage}.0`;
    put(`freq_embed.${stage}`, [grid, grid, width], 0.8);
    norm(`${block}.norm1`, width);
    affine(`${block}.op.dwconv`, [width, 1, 3, 3]);
    affine(`${block}.op.linear`, [2 * width, width]);
    norm(`${block}.op.out_norm`, width);
    affine(`${block}.op.out_linear`, [width, width]);
    affine(`${block}.op.to_k.0`, [width, width]);
    norm(`${block}.norm2`, width);
    affine(`${block}.mlp.fc1`, [4 * width, width, 1, 1]);
    affine(`${block}.mlp.fc2`, [width, 4 * width, 1, 1]);
  });
  put('layers.0.1.0.weight', [DIMS[1], DIMS[0], 3, 3], 0.2);
  norm('layers.0.1.1', DIMS[1]);
  norm('classifier.0', DIMS[1]);
  affine('classifier.3', [CLASSES, DIMS[1]]);
  return arrays;
}

/** Logits of the test network on the current backend. */
async function testLogits(): Promise<Float32Array> {
  const arrays = testWeights();
  const weights = upload(readVHeatWeights(arrays, vheatConfigOf(arrays)));
  const logits = tidy(() => {
    const x = tensor4d(wave(3 * SIZE * SIZE, 0.5, 1), [1, SIZE, SIZE, 3]);
    return forwardVHeat(weights, x).logits;
  });
  try {
    return await take(logits);
  } finally {
    free(weights);
  }
}

/** Runs a small network whose result is known. Resolves to null, or to what is wrong. */
export async function selfTest(): Promise<Coded<SelfTestFaults> | null> {
  const logits = await testLogits();
  if (logits.every((x) => x === 0)) return { code: 'zeros', params: {} };
  const worst = Math.max(...EXPECTED.map((x, i) => Math.abs(x - logits[i])));
  if (worst <= TOLERANCE) return null;
  return { code: 'off', params: { by: worst } };
}
