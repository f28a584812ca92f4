import { ContributionMean } from '../math/receptive-field.ts';
import { cropPhoto } from './image/resample/crop.ts';
import { sizeOf } from '../math/resample.ts';
import type { Cell } from '../model/receptive-field.ts';
import { EngineError, superseded } from './error.ts';
import { vheatOf, vitOf, type StudyHost } from './field-studies.ts';
import { openImage } from './image/open-image.ts';
import type { Network } from './network.ts';
import type { FieldProgress, FieldRequest, ImageSource, Knobs, ReceptiveField } from './port.ts';

/** Effective receptive fields, one picture after the other, each in its turn among the engine's other jobs. */
export class FieldRuns {
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly host: StudyHost) {}

  /** See `EnginePort.receptiveField`. A newer run of the same asker, network and training takes the older one's place. */
  async run(
    request: FieldRequest,
    knobs: Knobs,
    onProgress: (progress: FieldProgress) => void,
  ): Promise<ReceptiveField> {
    const lane = JSON.stringify([request.asker, request.network, request.trained]);
    this.running.get(lane)?.abort(superseded());
    const controller = new AbortController();
    this.running.set(lane, controller);
    try {
      return await this.average(request, knobs, controller.signal, onProgress);
    } finally {
      if (this.running.get(lane) === controller) this.running.delete(lane);
    }
  }

  cancel(asker: string): void {
    for (const [lane, controller] of this.running)
      if (lane.startsWith(`[${JSON.stringify(asker)},`))
        controller.abort(new EngineError('cancelled', { of: 'field' }));
  }

  private async average(
    request: FieldRequest,
    knobs: Knobs,
    signal: AbortSignal,
    onProgress: (progress: FieldProgress) => void,
  ): Promise<ReceptiveField> {
    const { network, stage, block, cell, stride } = this.place(request);
    const { height, width } = sizeOf(network.preprocess);
    const subject = request.trained ? network : network.twin();
    const mean = new ContributionMean(height * width);
    const sources: (ImageSource | null)[] = request.images ? [...request.images] : [null];
    let failure: Error | null = null;
    let done = 0;
    for (const source of sources) {
      // One bad picture of many is left out.
      const crop = await this.cropOf(network, source, signal).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      );
      signal.throwIfAborted();
      if (crop instanceof Error) failure = crop;
      else {
        const map = await this.host.run(null, async () => {
          signal.throwIfAborted();
          return this.contribution(network, subject, crop, { stage, block }, cell, knobs);
        });
        signal.throwIfAborted();
        mean.add(map);
      }
      done++;
      if (mean.count > 0)
        onProgress({ done, total: sources.length, images: mean.count, data: mean.mean() });
    }
    if (mean.count === 0) throw failure ?? new EngineError('no-gradient');
    return {
      field: { height, width, data: mean.mean(), kind: 'gradient' },
      images: mean.count,
      skipped: sources.length - mean.count,
      cell,
      stride,
    };
  }

  /** Where on which network; throws EngineError `no-such-stage`, `no-such-block` or `no-such-cell`. */
  private place({ network: slot, stage: wanted, block: after, cell: asked }: FieldRequest) {
    const network = slot === 'vheat' ? vheatOf(this.host) : vitOf(this.host);
    const { info } = network;
    const strides =
      info.architecture === 'vheat' ? info.stages.map(({ stride }) => stride) : [info.patchSize];
    const stage = info.architecture === 'vit' ? 0 : (wanted ?? strides.length - 1);
    const stride = strides.at(stage);
    if (stride === undefined || stage < 0)
      throw new EngineError('no-such-stage', { network: info.name, stage });
    const blocks = info.architecture === 'vit' ? 1 : info.stages[stage].meanK.length;
    const block = info.architecture === 'vit' ? 0 : (after ?? blocks - 1);
    if (!Number.isInteger(block) || block < 0 || block >= blocks)
      throw new EngineError('no-such-block', { network: info.name, stage, block });
    const { height, width } = sizeOf(network.preprocess);
    const grid = [height / stride, width / stride];
    const cell: Cell = asked ?? [Math.floor(grid[0] / 2), Math.floor(grid[1] / 2)];
    if (cell.some((i, axis) => !Number.isInteger(i) || i < 0 || i >= grid[axis]))
      throw new EngineError('no-such-cell', { grid, cell });
    return { network, stage, block, cell, stride };
  }

  private async cropOf(
    { preprocess }: Network,
    source: ImageSource | null,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (source === null) return this.host.photo().crop(preprocess);
    const { pixels } = await openImage(source, { signal });
    return cropPhoto(pixels, preprocess);
  }

  /** One picture's contribution map, [height, width]. The random twin is on the device only while it is asked. */
  private async contribution(
    network: Network,
    subject: Network,
    crop: Uint8Array,
    place: { stage: number; block: number },
    cell: Cell,
    knobs: Knobs,
  ): Promise<Float32Array> {
    if (subject !== network) subject.upload();
    try {
      return await subject.contribution(crop, place, cell, knobs);
    } finally {
      if (subject !== network) subject.release();
    }
  }
}
