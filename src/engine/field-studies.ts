import { meanAttentionDistance } from '../math/attention.ts';
import type { Floats } from '../math/dct.ts';
import { conductionDistance } from '../math/conduction-distance.ts';
import {
  channelNorm,
  heatOfToken,
  meanDecay,
  meanImpulse,
  queryCorrelation,
  tokenAt,
} from '../math/patch-heat.ts';
import { accumulatedReach } from '../math/reach.ts';
import { EngineError, superseded } from './error.ts';
import { VHeatNetwork, type Network, type OperatorState } from './network.ts';
import type { Photo } from './photo.ts';
import { nextTask } from './queue.ts';
import type {
  Attention,
  HeatKind,
  HeatLayer,
  Knobs,
  LayerDistance,
  ModelInfo,
  Point,
} from './port.ts';
import { VitNetwork } from './vit-network.ts';

/** Other calls wait no longer than this for a study that computes. */
const LONGEST_MS = 50;

/** What a study may ask of the engine that owns the device. */
export interface StudyHost {
  /** Runs work on the device in its turn; see `JobQueue`. */
  run<T>(lane: string | null, work: () => Promise<T>): Promise<T>;
  /** The network in a slot; undefined while there is none. */
  network(architecture: ModelInfo['architecture']): Network | undefined;
  /** The photo held. Throws EngineError `no-image`. */
  photo(): Photo;
}

/** Throws EngineError `no-vheat`. */
export function vheatOf(host: StudyHost): VHeatNetwork {
  const network = host.network('vheat');
  if (network instanceof VHeatNetwork) return network;
  throw new EngineError('no-vheat');
}

/** Throws EngineError `no-vit`. */
export function vitOf(host: StudyHost): VitNetwork {
  const network = host.network('vit');
  if (network instanceof VitNetwork) return network;
  throw new EngineError('no-vit');
}

/** The last answer to one question, kept as long as nothing it depends on has changed. */
class Remembered<T> {
  private last: { key: readonly unknown[]; value: Promise<T> } | null = null;

  get(key: readonly unknown[], make: () => Promise<T>): Promise<T> {
    if (this.last?.key.every((part, i) => part === key[i]) === true) return this.last.value;
    const value = make();
    const entry = { key, value };
    this.last = entry;
    value.catch(() => {
      if (this.last === entry) this.last = null; // the next call tries again
    });
    return value;
  }
}

/** One block's {@link meanDecay}. */
interface BlockDecay extends Pick<OperatorState, 'stage' | 'block' | 'shape'> {
  readonly decay: Floats;
}

function layerOf(
  { stage, block, shape }: Pick<OperatorState, 'stage' | 'block' | 'shape'>,
  kind: HeatKind,
  data: Floats,
): HeatLayer {
  return { stage, block, field: { height: shape[0], width: shape[1], data, kind } };
}

/** Heat from one patch and attention from it: what the two networks do with the same place of the same photo. */
export class FieldStudies {
  private readonly operators = new Remembered<OperatorState[]>();
  private readonly decays = new Remembered<BlockDecay[]>();
  private readonly distances = new Remembered<LayerDistance[]>();

  private asked: AbortController | null = null;

  constructor(private readonly host: StudyHost) {}

  /** See `EnginePort.heatFrom`. Lets other calls through. */
  async heatFrom(kind: HeatKind, patch: Point, knobs: Knobs): Promise<HeatLayer[]> {
    this.asked?.abort(superseded());
    const controller = new AbortController();
    const { signal } = controller;
    this.asked = controller;
    vheatOf(this.host);
    // Of many that arrive together only the last is worth its work.
    await nextTask();
    signal.throwIfAborted();
    if (kind === 'impulse' || kind === 'reach') {
      const blocks = await this.decaysOf(knobs);
      signal.throwIfAborted();
      const maps =
        kind === 'reach'
          ? accumulatedReach(blocks, patch)
          : blocks.map(({ decay, shape }) =>
              meanImpulse(decay, shape, tokenAt(patch, shape[0], shape[1])),
            );
      return blocks.map((block, i) => layerOf(block, kind, maps[i]));
    }
    const layers: HeatLayer[] = [];
    for (const operator of await this.operatorsOf(knobs)) {
      await nextTask();
      signal.throwIfAborted();
      const { shape, u0, ut, k } = operator;
      const token = tokenAt(patch, shape[0], shape[1]);
      const data =
        kind === 'source'
          ? channelNorm(heatOfToken(u0, k, shape, token), shape)
          : queryCorrelation(ut, shape, token);
      layers.push(layerOf(operator, kind, data));
    }
    return layers;
  }

  /** Mean conduction distance of every block and channel. Lets other calls through. */
  conductionDistances(knobs: Knobs): Promise<LayerDistance[]> {
    const network = vheatOf(this.host);
    return this.distances.get([network, JSON.stringify(knobs)], async () => {
      const layers: LayerDistance[] = [];
      let rested = 0;
      for (const { stage, shape, k } of network.diffusivities(knobs)) {
        const { stride } = network.info.stages[stage];
        const parts: number[] = [];
        for (let channel = 0; channel < shape[2]; channel++) {
          if (performance.now() - rested > LONGEST_MS) {
            await nextTask();
            rested = performance.now();
          }
          parts.push(conductionDistance(k, shape, stride, channel));
        }
        layers.push({ parts });
      }
      return layers;
    });
  }

  /** Attention of every layer and head of the ViT in its slot on the photo held. */
  attention(): Promise<Attention> {
    return this.host.run('attention', async () => {
      const network = vitOf(this.host);
      const photo = this.host.photo();
      const { grid, patchSize, heads } = network.info;
      const [rows, columns] = grid;
      const layers = await network.attention(photo.crop(network.preprocess));
      const size = (rows * columns + 1) ** 2;
      return {
        image: photo.id,
        grid,
        heads,
        layers,
        distances: layers.map((layer) => ({
          parts: Array.from({ length: heads }, (_, head) =>
            meanAttentionDistance(
              layer.subarray(head * size, (head + 1) * size),
              rows,
              patchSize,
              columns,
            ),
          ),
        })),
      };
    });
  }

  /** What every block leaves of each frequency in the mean over channels, for as long as network and knobs stay. */
  private decaysOf(knobs: Knobs): Promise<BlockDecay[]> {
    const network = vheatOf(this.host);
    return this.decays.get([network, JSON.stringify(knobs)], async () => {
      const blocks: BlockDecay[] = [];
      for (const { k, ...block } of network.diffusivities(knobs)) {
        await nextTask();
        blocks.push({ ...block, decay: meanDecay(k, block.shape) });
      }
      return blocks;
    });
  }

  /** Source and result of every heat operator, for as long as photo, network and knobs stay. */
  private operatorsOf(knobs: Knobs): Promise<OperatorState[]> {
    const key = [vheatOf(this.host), this.host.photo().id, JSON.stringify(knobs)];
    return this.operators.get(key, () =>
      this.host.run(null, () => {
        const network = vheatOf(this.host);
        return network.operators(this.host.photo().crop(network.preprocess), knobs);
      }),
    );
  }
}
