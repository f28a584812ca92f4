import { useEffect, useRef } from 'react';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import styles from './sample-strip.module.css';

/** Pixels around a photo that the outline of the chosen one takes. */
const RING = 4;

/** The photos that come with the app. */
export function SampleStrip() {
  const explorer = useExplorer();
  const samples = useExplorerState((s) => s.samples);
  const current = useExplorerState((s) => s.sample);
  const strip = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const chosen = strip.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (!strip.current || !chosen) return;
    // The strip alone scrolls, never the page.
    const { scrollLeft, clientWidth } = strip.current;
    const left = chosen.offsetLeft - RING;
    const right = chosen.offsetLeft + chosen.offsetWidth + RING;
    if (left < scrollLeft) strip.current.scrollLeft = left;
    else if (right > scrollLeft + clientWidth) strip.current.scrollLeft = right - clientWidth;
  }, [samples, current]);
  return (
    <ul ref={strip} className={styles.samples} aria-label="Sample photos">
      {samples.map((sample) => (
        <li key={sample.id}>
          <button
            type="button"
            className={styles.sample}
            aria-label={sample.title}
            aria-pressed={sample.id === current}
            title={sample.title}
            onClick={() => {
              // what goes wrong becomes a notice
              explorer.set({ sample: sample.id }).catch(() => undefined);
            }}
          >
            <img src={explorer.address(`samples/${sample.file}`)} alt="" loading="lazy" />
          </button>
        </li>
      ))}
    </ul>
  );
}
