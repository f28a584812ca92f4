import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';

const SOURCES = ['whole', 'impulse', 'patch'] as const;

const CENTRE = { x: 0.5, y: 0.5 };

/** What spreads: all of U⁰, or heat in one token alone. A chosen patch is what makes the source a point. */
export function SourceChoice() {
  const explorer = useExplorer();
  const words = useWords().diffuse.source;
  const patch = useExplorerState((s) => s.patch);
  const source = useExplorerState((s) => s.source);
  return (
    <Segments
      label={words.label}
      value={patch === null ? 'whole' : source}
      options={SOURCES.map((value) => ({ value, label: words[value] }))}
      onChange={(value) => {
        if (value === 'whole') void explorer.set({ patch: null });
        else void explorer.set({ source: value, patch: patch ?? CENTRE });
      }}
    />
  );
}
