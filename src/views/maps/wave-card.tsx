import { useEffect, useLayoutEffect, useRef } from 'react';
import { standingWave } from '../../math/dct.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Field } from '../../render/figure.ts';
import { createHeatMap } from '../../render/heat-map.ts';
import type { Scale } from '../../render/scale.ts';
import { useWords } from '../language-context.ts';
import type { Point } from './pointer.ts';
import { useColours } from './use-colours.ts';
import styles from './maps.module.css';

const SCALE: Scale = { kind: 'signed', law: 'linear', of: 'fixed', low: -1, high: 1 };
/** Pixels between the map and the picture beside it. */
const GAP = 10;

interface Props {
  /** A map of frequencies, and the place on it. */
  readonly field: Field;
  readonly at: Point;
}

/** The standing wave at a place of a spectrum, as a picture beside it. */
export function WaveCard({ field: { height, width }, at }: Props) {
  const words = useWords().maps;
  const { signed, smooth } = useColours();
  const card = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [row, column] = tokenAt(at, height, width);

  // Above everything, so that no scrolling column cuts it off; it takes the side that has room.
  useLayoutEffect(() => {
    const element = card.current;
    const map = element?.parentElement?.getBoundingClientRect();
    if (!element || !map) return;
    element.style.width = `${map.width}px`;
    element.showPopover();
    const fits = map.right + GAP + element.offsetWidth <= document.documentElement.clientWidth;
    const left = fits ? map.right + GAP : map.left - GAP - element.offsetWidth;
    element.style.left = `${Math.max(0, left)}px`;
    element.style.top = `${map.top}px`;
  }, []);

  useEffect(() => {
    if (!canvas.current) return;
    const heat = createHeatMap(canvas.current);
    const data = standingWave(row, column, height, width);
    heat.show({
      field: { height, width, data, cells: 'tokens' },
      scale: SCALE,
      colours: signed,
      smooth,
    });
    heat.render();
    return () => heat.destroy();
  }, [row, column, height, width, signed, smooth]);

  const name = row === 0 && column === 0 ? words.noWave : words.wave(row, column);
  return (
    <div ref={card} popover="manual" className={styles.wave}>
      <canvas ref={canvas} role="img" aria-label={name} />
      <span aria-hidden="true">{name}</span>
    </div>
  );
}
