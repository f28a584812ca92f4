import { useEffect, useRef } from 'react';
import { moveFocus } from '../controls/move-focus.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { useSampleName } from './use-photo-name.ts';
import styles from './sample-strip.module.css';

/** Pixels around a photo that the outline of the chosen one takes. */
const RING = 4;

/** The photos that come with the app: one stop of the Tab key, moved through by arrow keys. */
export function SampleStrip() {
  const words = useWords().photo;
  const explorer = useExplorer();
  const samples = useExplorerState((s) => s.samples);
  const current = useExplorerState((s) => s.sample);
  const nameOf = useSampleName();
  const strip = useRef<HTMLUListElement>(null);
  const stop = samples.some(({ id }) => id === current) ? current : samples.at(0)?.id;
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
    <ul ref={strip} onKeyDown={moveFocus} className={styles.samples} aria-label={words.samples}>
      {samples.map((sample) => (
        <li key={sample.id}>
          <button
            type="button"
            className={styles.sample}
            aria-label={nameOf(sample).title}
            aria-pressed={sample.id === current}
            title={nameOf(sample).title}
            tabIndex={sample.id === stop ? 0 : -1}
            onClick={() => {
              // what goes wrong becomes a notice
              explorer.set({ sample: sample.id }).catch(() => undefined);
            }}
          >
            <img
              src={explorer.address(`samples/small/${sample.file.replace(/\.\w+$/, '.webp')}`)}
              alt=""
              loading="lazy"
            />
          </button>
        </li>
      ))}
    </ul>
  );
}
