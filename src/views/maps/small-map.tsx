import { useEffect, useRef } from 'react';
import { createHeatMap } from '../../render/heat-map.ts';
import type { Field2D } from '../../state/explorer.ts';
import { ownScale } from './field-scale.ts';
import { useColours } from './use-colours.ts';
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
  const colours = useColours();
  useEffect(() => {
    if (!canvas.current || field === null) return;
    const heat = createHeatMap(canvas.current);
    const numbers = ownScale(field);
    heat.show({ ...numbers, colours: colours[numbers.scale.kind], smooth: colours.smooth });
    heat.render();
    return () => heat.destroy();
  }, [field, colours]);
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
