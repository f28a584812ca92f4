import { existsSync } from 'node:fs';
import { evaluationCrop } from '../../../src/math/resample.ts';
import { openPhoto } from '../../../models/tools/photo.ts';
import type { Subject, Task } from './contestant.ts';

const PHOTO = 'src/testing/fixtures/preprocess/landscape-600x400.png';
const PEERS = 'models/training/runs/peers';
const NANO = 'models/vheat-nano/weights.safetensors';
const TINY = `${PEERS}/vheat-tiny.safetensors`;

const SUBJECTS: readonly Subject[] = [
  { name: 'vHeat-Nano', size: 128, weights: NANO, onnx: `${PEERS}/vheat-nano-128.onnx` },
  { name: 'vHeat-T', size: 224, weights: TINY, onnx: `${PEERS}/vheat-tiny-224.onnx` },
  { name: 'vHeat-T', size: 384, weights: TINY, onnx: `${PEERS}/vheat-tiny-384.onnx` },
];

/** Those that were asked for, as `vHeat-T@224`; all where none was. Ends the program where files are missing. */
function subjects(asked: readonly string[]): Subject[] {
  const chosen = SUBJECTS.filter(
    ({ name, size }) => asked.length === 0 || asked.includes(`${name}@${size}`),
  );
  const missing = chosen
    .flatMap(({ weights, onnx }) => [weights, onnx])
    .filter((f) => !existsSync(f));
  if (missing.length > 0) {
    console.error(
      `Missing: ${[...new Set(missing)].join(', ')}. In models/training: python -m vheat_training onnx`,
    );
    process.exit(2);
  }
  return chosen;
}

/** The networks that were asked for, each with the same photo cropped to its size. */
export async function tasksFor(asked: readonly string[]): Promise<Task[]> {
  const chosen = subjects(asked);
  const { pixels } = await openPhoto(PHOTO);
  return chosen.map((subject) => {
    const centreCrop = subject.size;
    const resizeShorterSide = Math.floor((centreCrop * 256) / 224);
    return { subject, crop: [...evaluationCrop(pixels, { resizeShorterSide, centreCrop })] };
  });
}
