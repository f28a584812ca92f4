import { useEffect, useRef } from 'react';
import { createHeatMap } from '../../render/heat-map.ts';
import type { Numbers } from './field-scale.ts';
import { useColours } from './use-colours.ts';
import styles from './maps.module.css';

interface Props {
  readonly label: string;
  /** Null while it is being computed. */
  readonly numbers: Numbers | null;
  readonly current: boolean;
  /** Whether the Tab key stops here: once in a row. */
  readonly stop: boolean;
  readonly onChoose: () => void;
}

/** One map of a row of small multiples; a click brings it to the front. */
export function SmallMap({ label, numbers, current, stop, onChoose }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours();
  useEffect(() => {
    if (!canvas.current || numbers === null) return;
    const heat = createHeatMap(canvas.current);
    heat.show({ ...numbers, colours: colours[numbers.scale.kind], smooth: colours.smooth });
    heat.render();
    return () => heat.destroy();
  }, [numbers, colours]);
  return (
    <button
      type="button"
      className={styles.small}
      aria-label={label}
      aria-pressed={current}
      aria-busy={numbers === null}
      title={label}
      tabIndex={stop ? 0 : -1}
      onClick={onChoose}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </button>
  );
}
