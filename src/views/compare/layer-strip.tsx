import { useMemo } from 'react';
import { moveFocus } from '../controls/move-focus.ts';
import { useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { SmallMap } from '../maps/small-map.tsx';
import styles from './compare.module.css';
import { scaleAlone } from './scale-alone.ts';
import { reachedPart } from './spread.ts';
import type { LayerMap } from './use-heat.ts';

interface Props {
  readonly title: string;
  readonly maps: readonly LayerMap[];
  readonly current: number;
  readonly onChoose: (index: number) => void;
}

/** Rows shorter than this keep the cells of the other row's size. */
const FEWEST_CELLS = 12;

/** One network's maps over depth, each on its own scale, with the part of the picture that each reaches: one stop of the Tab key. */
export function LayerStrip({ title, maps, current, onChoose }: Props) {
  const { compare: words, format } = useWords();
  const stop = Math.min(current, maps.length - 1);
  if (maps.length === 0) return null;
  return (
    <div
      className={styles.strip}
      role="group"
      aria-label={words.strip(title)}
      onKeyDown={moveFocus}
      style={{ ['--cells' as string]: Math.max(FEWEST_CELLS, maps.length) }}
    >
      <span className={styles.name}>{title}</span>
      {maps.map((map, i) => (
        <Layer
          key={map.name}
          label={format.list(title, map.name)}
          map={map}
          current={i === current}
          stop={i === stop}
          onChoose={() => onChoose(i)}
        />
      ))}
    </div>
  );
}

interface LayerProps {
  readonly label: string;
  readonly map: LayerMap;
  readonly current: boolean;
  readonly stop: boolean;
  readonly onChoose: () => void;
}

function Layer({ label, map: { field }, ...row }: LayerProps) {
  const words = useWords().maps;
  const scale = useExplorerState((s) => s.scale);
  const numbers = useMemo(() => field && scaleAlone(field, scale, words), [field, scale, words]);
  const reached = useMemo(() => field && reachedPart(field), [field]);
  return (
    <div className={styles.layer}>
      <SmallMap label={label} numbers={numbers} {...row} />
      {reached !== null && <span className={styles.reached}>{(100 * reached).toFixed(0)} %</span>}
    </div>
  );
}
