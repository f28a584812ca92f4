import { useEffect, useRef } from 'react';
import { meanDigits, meanOf } from '../../math/statistics.ts';
import { useWords } from '../language-context.ts';
import { formatFixed } from '../maps/words.ts';
import { Panel } from '../panel.tsx';
import { pageLoop } from '../transport/page-loop.ts';
import { writeText } from '../write-text.ts';
import styles from './means.module.css';

interface Props {
  readonly before: Float32Array;
  /** The same heat later, brought to the present by `advance`. */
  readonly now: Float32Array;
  readonly advance: () => number;
  /** Largest |value| before. */
  readonly strongest: number;
  /** What the two means are called. */
  readonly names: { readonly before: string; readonly now: string };
}

/** The means of heat before and now in numbers, at every moment: none is lost. */
export function MeanHeat({ before, now, advance, strongest, names }: Props) {
  const { diffuse, maps } = useWords();
  const first = useRef<HTMLElement>(null);
  const second = useRef<HTMLElement>(null);
  useEffect(() => {
    const mean = meanOf(before);
    const digits = meanDigits(mean, strongest);
    const write = (element: HTMLElement | null, value: number) => {
      // In two steps: what lies on the border of two roundings, such as 1/64, falls to one side at every time.
      const text = formatFixed(Number(value.toFixed(digits + 2)), digits, maps);
      writeText(element, text);
    };
    let version = advance();
    write(first.current, mean);
    write(second.current, meanOf(now));
    return pageLoop().add(() => {
      const next = advance();
      if (next !== version) write(second.current, meanOf(now));
      version = next;
      return false;
    });
  }, [before, now, advance, strongest, maps]);
  return (
    <Panel name="caption" className={styles.means}>
      <dl>
        <div>
          <dt>{names.before}</dt>
          <dd ref={first} />
        </div>
        <div>
          <dt>{names.now}</dt>
          <dd ref={second} />
        </div>
      </dl>
      <p>{diffuse.means.kept}</p>
    </Panel>
  );
}
