import { SmallMap } from '../maps/small-map.tsx';
import styles from '../maps/study.module.css';
import type { LayerMap } from './use-heat.ts';

interface Props {
  readonly title: string;
  readonly maps: readonly LayerMap[];
  readonly current: number;
  readonly onChoose: (index: number) => void;
}

/** Rows shorter than this keep the cells of the other row's size. */
const FEWEST_CELLS = 12;

/** One network's maps over depth, each on its own scale. */
export function LayerStrip({ title, maps, current, onChoose }: Props) {
  if (maps.length === 0) return null;
  return (
    <div
      className={styles.strip}
      role="group"
      aria-label={`${title}, all layers`}
      style={{ ['--cells' as string]: Math.max(FEWEST_CELLS, maps.length) }}
    >
      <span>{title}</span>
      {maps.map(({ name, field }, i) => (
        <SmallMap
          key={name}
          label={`${title}, ${name}`}
          field={field}
          current={i === current}
          onChoose={() => onChoose(i)}
        />
      ))}
    </div>
  );
}
