import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

const SOURCES = [
  { value: 'whole', label: 'whole map' },
  { value: 'impulse', label: 'impulse' },
  { value: 'patch', label: 'patch' },
] as const;

const CENTRE = { x: 0.5, y: 0.5 };

/** What spreads: all of U⁰, or heat in one token alone. A chosen patch is what makes the source a point. */
export function SourceChoice() {
  const explorer = useExplorer();
  const patch = useExplorerState((s) => s.patch);
  const source = useExplorerState((s) => s.source);
  return (
    <Segments
      label="Source of heat"
      value={patch === null ? 'whole' : source}
      options={SOURCES}
      onChange={(value) => {
        if (value === 'whole') void explorer.set({ patch: null });
        else void explorer.set({ source: value, patch: patch ?? CENTRE });
      }}
    />
  );
}
