import { useMemo } from 'react';
import { attentionRow, headMeanRow, rolloutRows } from '../../math/attention.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Attention, Field2D, VitInfo } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { useStudy } from '../maps/use-study.ts';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import type { Point } from '../maps/pointer.ts';
import type { LayerMap } from './use-heat.ts';

/** Attention of the ViT on the photo shown; asked once per photo, so that a patch moves without waiting. */
export function useAttention(network: VitInfo | null) {
  const explorer = useExplorer();
  const image = useExplorerState((s) => s.image?.id ?? null);
  return useStudy(network === null || image === null ? null : `${network.load} ${image}`, () =>
    explorer.studies.attention(),
  );
}

/** Attention from a patch in every layer, in the kind and for the head that are set. */
export function useAttentionMaps(
  network: VitInfo | null,
  attention: Attention | null,
  patch: Point,
): { layers: LayerMap[]; problem: string | null } {
  const explorer = useExplorer();
  const words = useWords().compare;
  const kind = useExplorerState((s) => s.attention);
  const head = useExplorerState((s) => s.head);
  const subject = useSubjectKey();
  const [rows, columns] = network?.grid ?? [1, 1];
  const [row, column] = tokenAt(patch, rows, columns);

  const gradient = useStudy(
    network === null || subject === null || kind !== 'gradient'
      ? null
      : `${network.load} ${subject} ${row},${column}`,
    () =>
      explorer.studies.receptiveField('compare', {
        network: 'vit',
        stage: null,
        cell: [row, column],
        images: 'current',
        trained: true,
      }),
  );
  const weights = useMemo(() => {
    if (attention?.grid.join() !== `${rows},${columns}`) return [];
    const tokens = rows * columns + 1;
    const index = row * columns + column;
    if (kind === 'rollout') return rolloutRows(attention.layers, tokens, index);
    return attention.layers.map((layer) =>
      head === null || head >= attention.heads
        ? headMeanRow(layer, tokens, index)
        : attentionRow(layer.subarray(head * tokens ** 2, (head + 1) * tokens ** 2), tokens, index),
    );
  }, [attention, rows, columns, row, column, kind, head]);

  const fields = useMemo<Field2D[]>(
    () =>
      weights.map((data) => ({
        height: rows,
        width: columns,
        data,
        kind: kind === 'rollout' ? 'rollout' : 'attention',
      })),
    [weights, rows, columns, kind],
  );
  const stride = network?.patchSize ?? 1;
  if (kind === 'gradient')
    return {
      layers: [
        {
          name: words.lastBlock,
          field: gradient.busy ? null : (gradient.value?.field ?? null),
          stride,
        },
      ],
      problem: gradient.problem,
    };
  return {
    layers: fields.map((field, layer) => ({ name: words.layer(layer + 1), field, stride })),
    problem: null,
  };
}
