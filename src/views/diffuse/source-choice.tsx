import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import type { PointKind } from './block-heat.ts';

const SOURCES = [
  { value: 'whole', label: 'whole map' },
  { value: 'impulse', label: 'impulse' },
  { value: 'patch', label: 'patch' },
] as const;

const CENTRE = { x: 0.5, y: 0.5 };

interface Props {
  readonly kind: PointKind;
  readonly onKind: (kind: PointKind) => void;
}

/** What spreads: all of U⁰, or heat in one token alone. A chosen patch is what makes the source a point. */
export function SourceChoice({ kind, onKind }: Props) {
  const explorer = useExplorer();
  const patch = useExplorerState((s) => s.patch);
  return (
    <Segments
      label="Source of heat"
      value={patch === null ? 'whole' : kind}
      options={SOURCES}
      onChange={(value) => {
        if (value === 'whole') void explorer.set({ patch: null });
        else {
          onKind(value);
          if (patch === null) void explorer.set({ patch: CENTRE });
        }
      }}
    />
  );
}
