import type { NamedArrays } from '../checkpoint/named-array.ts';
import { pickle, torchZip } from './torch-file.ts';

/** What `torch.save` writes in the middle of a training: weights, and the two moments that AdamW keeps of each. */
export function trainingCheckpoint(arrays: NamedArrays): Uint8Array<ArrayBuffer> {
  const storages: Record<string, Uint8Array> = {};
  const tensor = (shape: readonly number[], data: Float32Array) => {
    const key = String(Object.keys(storages).length);
    storages[key] = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return pickle.tensor(pickle.storage('FloatStorage', key, data.length), shape);
  };
  const model = pickle.dict(
    ...[...arrays].flatMap(([name, { shape, data }]) => [pickle.text(name), tensor(shape, data)]),
  );
  const state = pickle.dict(
    ...[...arrays.values()].flatMap(({ shape, data }, i) => [
      pickle.int(i),
      pickle.dict(
        ...['exp_avg', 'exp_avg_sq'].flatMap((name) => [
          pickle.text(name),
          tensor(shape, new Float32Array(data.length).fill(1e-3)),
        ]),
      ),
    ]),
  );
  const whole = pickle.dict(
    ...[pickle.text('model'), model],
    ...[pickle.text('optimizer'), pickle.dict(pickle.text('state'), state)],
    ...[pickle.text('epoch'), pickle.int(12)],
  );
  return torchZip(pickle.file(whole), storages);
}
