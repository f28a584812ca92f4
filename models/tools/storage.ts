import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedArray } from '../../src/checkpoint/named-array.ts';
import type { WrittenType } from '../../src/checkpoint/safetensors.ts';
import { topIndices } from '../../src/math/probability.ts';
import type { Loaded } from './load.ts';
import { openPhoto } from './photo.ts';
import { startNetwork } from './run-network.ts';

/** How a model folder stores its weights; int8 is for the products and convolutions alone. */
export type Storage = WrittenType;

/** What each is called in a model card. */
export const STORAGE_NAMES: Readonly<Record<Storage, string>> = {
  f16: 'float16',
  f32: 'float32',
  i8: 'int8 with a float32 scale for each output channel; biases, norms and embeddings as float16',
};

export function isStorage(text: string): text is Storage {
  return Object.hasOwn(STORAGE_NAMES, text);
}

/**
 * The element type of one tensor of a network. The products that make k (`to_k`) are int8 as well: as float16 they cost
 * 7 % more bytes and leave the logits of vHeat-Nano no nearer.
 */
export function storedAs(storage: Storage, name: string, { shape, data }: NamedArray): WrittenType {
  // Decays of the inference form are close to 1 or to 0: float16 would lose the k in them.
  if (storage === 'f32' || name.endsWith('.k_exp')) return 'f32';
  const multiplies = name.endsWith('.weight') && shape.length > 1;
  const isInt8 = storage === 'i8' && multiplies && data.every(Number.isFinite);
  return isInt8 ? 'i8' : 'f16';
}

const SAMPLES = join(import.meta.dirname, '../../public/samples');
/** Photos that are enough to tell an error, and few enough for a large network. */
const PHOTOS = 8;

/** What storing weights changes of the answers to some of the app's sample photos. */
interface LogitError {
  readonly photos: number;
  /** Mean and largest |difference| of logits. */
  readonly mean: number;
  readonly largest: number;
  /** Standard deviation of the logits themselves. */
  readonly spread: number;
  /** Photos whose most probable class stayed. */
  readonly sameFirst: number;
}

/** Compares a network that classifies with itself as it was stored. */
export async function logitError(exact: Loaded, stored: Loaded): Promise<LogitError> {
  const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.jpg')).slice(0, PHOTOS);
  const [before, after] = [await startNetwork(exact), await startNetwork(stored)];
  const logits: number[] = [];
  const errors: number[] = [];
  let sameFirst = 0;
  for (const name of names) {
    const { pixels } = await openPhoto(join(SAMPLES, name));
    const [wanted, got] = [
      (await before.answer(pixels)).logits,
      (await after.answer(pixels)).logits,
    ];
    sameFirst += Number(topIndices(wanted, 1)[0] === topIndices(got, 1)[0]);
    logits.push(...wanted);
    errors.push(...wanted.map((value, i) => Math.abs(value - got[i])));
  }
  before.stop();
  after.stop();
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const centre = mean(logits);
  return {
    photos: names.length,
    mean: mean(errors),
    largest: errors.reduce((a, b) => Math.max(a, b), 0),
    spread: Math.sqrt(mean(logits.map((value) => (value - centre) ** 2))),
    sameFirst,
  };
}

/** One line about it. */
export function describeError({ photos, mean, largest, spread, sameFirst }: LogitError): string {
  return `logits of ${photos} photos: off by ${mean.toFixed(4)} on average and ${largest.toFixed(4)} at most, their spread being ${spread.toFixed(2)}; the same first class for ${sameFirst}`;
}
