import { useEffect, useRef } from 'react';
import { colourMap } from '../../render/colour-map.ts';
import { createHeatMap } from '../../render/heat-map.ts';
import type { Field2D } from '../../state/explorer.ts';
import { ownScale } from './colour-scale.ts';
import styles from './maps.module.css';

interface Props {
  readonly label: string;
  /** Null while it is being computed. */
  readonly field: Field2D | null;
  readonly current: boolean;
  readonly onChoose: () => void;
}

/** One map of a row of small multiples, on its own scale; a click brings it to the front. */
export function SmallMap({ label, field, current, onChoose }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current || field === null) return;
    const heat = createHeatMap(canvas.current);
    const { values, low, high, colours } = ownScale(field);
    const { height, width } = field;
    heat.setProps({
      field: values,
      height,
      width,
      low,
      high,
      colours: colourMap(colours),
      smooth: true,
    });
    heat.render();
    return () => heat.destroy();
  }, [field]);
  return (
    <button
      type="button"
      className={styles.small}
      aria-label={label}
      aria-pressed={current}
      aria-busy={field === null}
      title={label}
      onClick={onChoose}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </button>
  );
}
