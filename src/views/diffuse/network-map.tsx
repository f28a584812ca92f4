import { useRef, type KeyboardEvent } from 'react';
import { cssColour } from '../../render/colour-map.ts';
import type { VHeatInfo } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { knobText } from '../format/knobs.ts';
import { Legend } from '../maps/legend.tsx';
import { useColours } from '../maps/use-colours.ts';
import styles from './controls.module.css';

/** The part of the colours that is used: their ends are too close to the page's black and white. */
const PART = [0.16, 0.78] as const;

/** The network as a map of its blocks, coloured by mean diffusivity: the chooser of what is shown. */
export function NetworkMap({ network }: { readonly network: VHeatInfo }) {
  const explorer = useExplorer();
  const words = useWords().diffuse.network;
  const stage = useExplorerState((s) => s.stage);
  const block = useExplorerState((s) => s.block);
  const { positive } = useColours();
  const root = useRef<HTMLDivElement>(null);
  const hottest = Math.max(...network.stages.flatMap(({ meanK }) => meanK)) || 1;

  function choose(nextStage: number, nextBlock: number) {
    const s = Math.max(0, Math.min(network.stages.length - 1, nextStage));
    const b = Math.max(0, Math.min(network.stages[s].meanK.length - 1, nextBlock));
    // What goes wrong becomes a notice.
    explorer.set({ stage: s, block: b }).catch(() => undefined);
    root.current?.querySelector<HTMLElement>(`[data-place="${s}.${b}"]`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowRight') choose(stage, block + 1);
    else if (event.key === 'ArrowLeft') choose(stage, block - 1);
    else if (event.key === 'ArrowDown') choose(stage + 1, block);
    else if (event.key === 'ArrowUp') choose(stage - 1, block);
    else return;
    event.preventDefault();
  }

  return (
    <section aria-labelledby="network-title">
      <h2 id="network-title">{words.title}</h2>
      <div
        ref={root}
        role="radiogroup"
        aria-label={words.label}
        className={styles.network}
        onKeyDown={onKeyDown}
      >
        {network.stages.map(({ grid, channels, meanK }, s) => (
          <div key={s} className={styles.stage}>
            <span className={styles.stageName}>
              {words.stage(s + 1)}
              <small>
                {grid.join('×')}×{channels}
              </small>
            </span>
            {meanK.map((k, b) => {
              const chosen = s === stage && b === block;
              const name = words.block(s + 1, b + 1, knobText(k));
              return (
                <button
                  key={b}
                  type="button"
                  role="radio"
                  aria-checked={chosen}
                  tabIndex={chosen ? 0 : -1}
                  data-place={`${s}.${b}`}
                  className={styles.block}
                  style={{
                    background: cssColour(positive, PART[0] + (k / hottest) * (PART[1] - PART[0])),
                  }}
                  aria-label={name}
                  title={name}
                  onClick={() => choose(s, b)}
                />
              );
            })}
          </div>
        ))}
      </div>
      <div className={styles.key}>
        <Legend colours={positive} part={PART} low="0" high={knobText(hottest)}>
          {words.legend}
        </Legend>
      </div>
      <p className={styles.note}>{words.note}</p>
    </section>
  );
}
