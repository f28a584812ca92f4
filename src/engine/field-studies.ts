import { meanAttentionDistance } from '../math/attention.ts';
import { conductionDistance } from '../math/conduction-distance.ts';
import {
  channelNorm,
  heatOfToken,
  meanImpulse,
  queryCorrelation,
  tokenAt,
} from '../math/patch-heat.ts';
import { accumulatedReach } from '../math/reach.ts';
import { EngineError } from './error.ts';
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
  throw new EngineError('no-vheat', 'No vHeat network is loaded.');
}

/** Throws EngineError `no-vit`. */
export function vitOf(host: StudyHost): VitNetwork {
  const network = host.network('vit');
  if (network instanceof VitNetwork) return network;
  throw new EngineError('no-vit', 'No ViT is loaded.');
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

/** Heat from one patch and attention from it: what the two networks do with the same place of the same photo. */
export class FieldStudies {
  private readonly operators = new Remembered<OperatorState[]>();
  private readonly distances = new Remembered<LayerDistance[]>();

  constructor(private readonly host: StudyHost) {}

  /** Heat of one patch at every block of the vHeat in its slot. */
  async heatFrom(kind: HeatKind, patch: Point, knobs: Knobs): Promise<HeatLayer[]> {
    if (kind === 'impulse')
      return vheatOf(this.host)
        .diffusivities(knobs)
        .map(({ stage, block, shape, k }) => {
          const data = meanImpulse(k, shape, tokenAt(patch, shape[0], shape[1]));
          return { stage, block, field: { height: shape[0], width: shape[1], data, kind } };
        });
    if (kind === 'reach') {
      const blocks = vheatOf(this.host).diffusivities(knobs);
      const maps = accumulatedReach(blocks, patch);
      return blocks.map(({ stage, block, shape }, i) => ({
        stage,
        block,
        field: { height: shape[0], width: shape[1], data: maps[i], kind },
      }));
    }
    const operators = await this.operatorsOf(knobs);
    return operators.map(({ stage, block, shape, u0, ut, k }) => {
      const token = tokenAt(patch, shape[0], shape[1]);
      const data =
        kind === 'source'
          ? channelNorm(heatOfToken(u0, k, shape, token), shape)
          : queryCorrelation(ut, shape, token);
      return { stage, block, field: { height: shape[0], width: shape[1], data, kind } };
    });
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
