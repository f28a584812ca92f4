import { useMemo } from 'react';
import { attentionRow, headMean, rolloutRows } from '../../math/attention.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Attention, Field2D, VitInfo } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useStudy } from '../maps/use-study.ts';
import { useSubjectKey, type LayerMap, type Point } from './use-heat.ts';

/** Attention of the ViT on the photo shown; asked once per photo, so that a patch moves without waiting. */
export function useAttention(network: VitInfo | null) {
  const explorer = useExplorer();
  const image = useExplorerState((s) => s.result?.image ?? null);
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
  const kind = useExplorerState((s) => s.attention);
  const head = useExplorerState((s) => s.head);
  const subject = useSubjectKey();
  const side = network === null ? 1 : network.imageSize / network.patchSize;
  const [row, column] = tokenAt(patch, side, side);

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
  const rows = useMemo(() => {
    if (attention?.side !== side) return [];
    const tokens = side * side + 1;
    const index = row * side + column;
    if (kind === 'rollout') return rolloutRows(attention.layers, tokens, index);
    return attention.layers.map((layer) =>
      attentionRow(
        head === null || head >= attention.heads
          ? headMean(layer, tokens)
          : layer.subarray(head * tokens ** 2, (head + 1) * tokens ** 2),
        tokens,
        index,
      ),
    );
  }, [attention, side, row, column, kind, head]);

  const fields = useMemo<Field2D[]>(
    () =>
      rows.map((data) => ({
        height: side,
        width: side,
        data,
        kind: kind === 'rollout' ? 'rollout' : 'attention',
      })),
    [rows, side, kind],
  );
  const stride = network?.patchSize ?? 1;
  if (kind === 'gradient')
    return {
      layers: [
        {
          name: 'last block',
          field: gradient.busy ? null : (gradient.value?.field ?? null),
          stride,
        },
      ],
      problem: gradient.problem,
    };
  return {
    layers: fields.map((field, layer) => ({ name: `layer ${layer + 1}`, field, stride })),
    problem: null,
  };
}
