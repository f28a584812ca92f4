import { disturb } from '../math/disturb/disturb.ts';
import { strongest } from '../math/decision.ts';
import { cropPhoto } from './image/resample/crop.ts';
import { sizeOf } from '../math/resample.ts';
import { EngineError, superseded } from './error.ts';
import { vheatOf, vitOf, type StudyHost } from './field-studies.ts';
import { openImage } from './image/open-image.ts';
import type { Network } from './network.ts';
import type {
  AccuracyCount,
  AccuracyRequest,
  Classification,
  Condition,
  ImageSource,
  Knobs,
  Look,
} from './port.ts';

/** What looks at pictures need of the engine besides. */
export interface LookHost extends StudyHost {
  /** What a network says of a crop, asked for in a turn of {@link run}. */
  seen(network: Network, crop: Uint8Array, knobs: Knobs): Promise<Omit<Classification, 'image'>>;
}

/** What the networks say of pictures that are not as they were trained on. */
export class DisturbedLooks {
  private running: AbortController | null = null;

  constructor(private readonly host: LookHost) {}

  /** See `EnginePort.look`. */
  look({ network: slot, disturbance, knobs, lane }: Look): Promise<Classification> {
    return this.host.run(lane, async () => {
      const network = this.networkOf(slot);
      const photo = this.host.photo();
      const crop = disturbed(photo.crop(network.preprocess), network, disturbance);
      return { image: photo.id, ...(await this.host.seen(network, crop, knobs)) };
    });
  }

  /** See `EnginePort.accuracy`. */
  async accuracy(
    request: AccuracyRequest,
    onProgress: (count: AccuracyCount) => void,
  ): Promise<AccuracyCount> {
    this.running?.abort(superseded());
    const controller = new AbortController();
    this.running = controller;
    try {
      return await this.count(request, controller.signal, onProgress);
    } finally {
      if (this.running === controller) this.running = null;
    }
  }

  cancel(): void {
    this.running?.abort(new EngineError('cancelled', { of: 'measurement' }));
  }

  private async count(
    { network: slot, pictures, conditions }: AccuracyRequest,
    signal: AbortSignal,
    onProgress: (count: AccuracyCount) => void,
  ): Promise<AccuracyCount> {
    const network = this.networkOf(slot);
    const right = conditions.map(() => 0);
    let done = 0;
    let skipped = 0;
    for (const [index, { source, label }] of pictures.entries()) {
      const crop = await cropOf(network, source, signal);
      signal.throwIfAborted();
      if (crop === null) skipped++;
      else {
        const answers = await this.answers(network, crop, conditions, index, signal);
        answers.forEach((answer, i) => (right[i] += Number(answer === label)));
        done++;
      }
      signal.throwIfAborted();
      onProgress({ pictures: done, skipped, right: [...right] });
    }
    return { pictures: done, skipped, right };
  }

  /** The most probable class under each condition, each in its turn among the engine's other jobs. */
  private async answers(
    network: Network,
    crop: Uint8Array<ArrayBuffer>,
    conditions: readonly Condition[],
    picture: number,
    signal: AbortSignal,
  ): Promise<number[]> {
    const answers = [];
    for (const { disturbance, knobs } of conditions)
      answers.push(
        await this.host.run(null, async () => {
          signal.throwIfAborted();
          if (this.host.network(network.info.architecture) !== network)
            throw new EngineError('network-changed');
          const grained = disturbance && { ...disturbance, seed: disturbance.seed + picture };
          const seen = disturbed(crop, network, grained);
          const { probabilities } = await this.host.seen(network, seen, knobs);
          return probabilities.every(Number.isFinite) ? strongest(probabilities) : -1;
        }),
      );
    return answers;
  }

  private networkOf(slot: 'vheat' | 'vit'): Network {
    return slot === 'vheat' ? vheatOf(this.host) : vitOf(this.host);
  }
}

function disturbed(
  data: Uint8Array<ArrayBuffer>,
  { preprocess }: Network,
  disturbance: Condition['disturbance'],
): Uint8Array<ArrayBuffer> {
  return disturbance === null ? data : disturb({ ...sizeOf(preprocess), data }, disturbance).data;
}

/** What a network sees of a picture; null where the picture cannot be opened. */
async function cropOf(
  { preprocess }: Network,
  source: ImageSource,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const { pixels } = await openImage(source, { signal });
    return cropPhoto(pixels, preprocess);
  } catch {
    return null;
  }
}
