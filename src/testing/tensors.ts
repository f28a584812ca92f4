import { tensor, tensor4d, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { bytesSource } from '../checkpoint/byte-source.ts';
import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import type { HeatBasis } from '../kernels/heat/index.ts';
import { dctMatrix } from '../math/dct.ts';
import { eigenvalues } from '../math/heat.ts';
import { readFixture } from './fixtures.ts';

/** Reads a safetensors fixture; see `readFixture`. */
export async function readTensors(path: string): Promise<NamedArrays> {
  return readSafetensors(bytesSource(await readFixture(path)));
}

/** A tensor of a golden file. */
export function golden(arrays: NamedArrays, name: string): NamedArray {
  const array = arrays.get(name);
  if (!array) throw new Error(`no tensor ${name} in the fixture`);
  return array;
}

/** PyTorch's [B, C, H, W] as a channels-last tensor on the current backend. */
export function channelsLast({ data, shape }: NamedArray): Tensor4D {
  const [batch, channels, height, width] = shape;
  return transpose(tensor4d(data, [batch, channels, height, width]), [0, 2, 3, 1]);
}

/** PyTorch's [B, C, H, W] as channels-last numbers. */
export function channelsLastNumbers({ data, shape }: NamedArray): Float32Array {
  const [batch, channels, height, width] = shape;
  const pixels = height * width;
  const result = new Float32Array(data.length);
  for (let b = 0; b < batch; b++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < pixels; i++) {
        result[(b * pixels + i) * channels + c] = data[(b * channels + c) * pixels + i];
      }
    }
  }
  return result;
}

/** Constants of an n×m token grid on the current backend. */
export function heatBasis(n: number, m: number): HeatBasis<Tensor> {
  return {
    rows: tensor(dctMatrix(n), [n, n]),
    columns: tensor(dctMatrix(m), [m, m]),
    lambda: tensor(eigenvalues(n, m), [n, m, 1]),
  };
}

/** The numbers of a tensor, which is gone then. */
export async function numbers(value: Tensor): Promise<Float32Array> {
  const data = (await value.data()) as Float32Array;
  value.dispose();
  return data;
}
