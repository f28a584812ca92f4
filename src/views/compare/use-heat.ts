import { useEffect, useRef, useState } from 'react';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Field2D, VHeatInfo } from '../../state/explorer.ts';
import { asMessage, type Message } from '../../state/messages.ts';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import type { Point } from '../maps/pointer.ts';
import { useMessages, useWords } from '../language-context.ts';
import { useStudy } from '../maps/use-study.ts';

/** One layer's map; null while it is computed. */
export interface LayerMap {
  readonly name: string;
  readonly field: Field2D | null;
  /** Pixels of the crop per token. */
  readonly stride: number;
}

/** All blocks of a network, first to last. */
export function blocksOf(network: VHeatInfo): { stage: number; block: number }[] {
  return network.stages.flatMap(({ meanK }, stage) => meanK.map((_, block) => ({ stage, block })));
}

/**
 * Heat from a patch in every block, in the kind that is set. Gradients come one by one.
 * @param first index of the block whose gradient comes first
 */
export function useHeat(network: VHeatInfo | null, patch: Point, first: number) {
  const explorer = useExplorer();
  const words = useWords().compare;
  const kind = useExplorerState((s) => s.heat);
  const subject = useSubjectKey();
  const base = network === null || subject === null ? null : `${network.load} ${subject}`;
  const place = `${patch.x},${patch.y}`;

  const blocks = useStudy(
    base === null || kind === 'gradient' ? null : `${kind} ${base} ${place}`,
    () => explorer.studies.heatFrom(kind === 'gradient' ? 'impulse' : kind, patch),
  );
  const gradients = useGradients(
    network,
    kind === 'gradient' && base !== null ? `${base} ${place}` : null,
    first,
    patch,
  );
  if (kind === 'gradient') return gradients;
  const layers: LayerMap[] = (blocks.value ?? []).map((layer) => ({
    name: words.block(layer.stage + 1, layer.block + 1),
    field: layer.field,
    stride: network?.stages[layer.stage]?.stride ?? 1,
  }));
  return { layers, problem: blocks.problem };
}

/** Gradients after every block, the one in view first. */
function useGradients(network: VHeatInfo | null, key: string | null, first: number, patch: Point) {
  const explorer = useExplorer();
  const [fields, setFields] = useState<{ key: string | null; maps: (Field2D | null)[] }>({
    key: null,
    maps: [],
  });
  const say = useMessages();
  const words = useWords().compare;
  const [problem, setProblem] = useState<Message | null>(null);
  const asked = useRef({ network, first, patch });
  useEffect(() => {
    asked.current = { network, first, patch };
  });

  useEffect(() => {
    const { network: info, first: begin, patch: point } = asked.current;
    if (key === null || info === null) return;
    let current = true;
    const blocks = blocksOf(info);
    const maps: (Field2D | null)[] = blocks.map(() => null);
    const order = [begin, ...blocks.keys()].filter((at, i, all) => all.indexOf(at) === i);
    const run = async () => {
      for (const at of order) {
        const { stage, block } = blocks[at];
        const { grid } = info.stages[stage];
        const { field } = await explorer.studies.receptiveField('compare', {
          network: 'vheat',
          stage,
          block,
          cell: tokenAt(point, ...grid),
          images: 'current',
          trained: true,
        });
        if (!current) return;
        maps[at] = field;
        setFields({ key, maps: [...maps] });
        setProblem(null);
      }
    };
    run().catch((error: unknown) => {
      const failure = asMessage(error);
      if (current && failure.code !== 'superseded') setProblem(failure);
    });
    return () => {
      current = false;
    };
  }, [explorer, key]);

  const layers: LayerMap[] = (network ? blocksOf(network) : []).map(({ stage, block }, at) => ({
    name: words.block(stage + 1, block + 1),
    field: fields.key === key ? (fields.maps[at] ?? null) : null,
    stride: network?.stages[stage]?.stride ?? 1,
  }));
  return { layers, problem: problem && say(problem) };
}
