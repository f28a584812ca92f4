import { line, scaleLinear } from 'd3';
import { useEffect, useMemo, useRef } from 'react';
import type { PixelHeat } from '../../math/pixel-heat.ts';
import { useWords } from '../language-context.ts';
import { pageLoop } from '../transport/page-loop.ts';
import maps from '../maps/maps.module.css';
import styles from './lab.module.css';

const WIDTH = 320;
const HEIGHT = 190;
const LEFT = 30;
const BOTTOM = 20;

interface Props {
  readonly heat: PixelHeat;
  /** Where the cut is, 0…1 from the top. */
  readonly row: number;
  readonly advance: () => number;
}

/** Brightness along one row of pixels: as photographed, and now. */
export function CrossSection({ heat, row, advance }: Props) {
  const { size } = heat;
  const words = useWords().diffuse.lab.section;
  const first = Math.min(size - 1, Math.floor(row * size)) * size;
  const now = useRef<SVGPathElement>(null);
  const path = useMemo(() => {
    const x = scaleLinear([0, size - 1], [LEFT, WIDTH - 4]);
    const y = scaleLinear([0, 255], [HEIGHT - BOTTOM, 6]);
    return line<number>(
      (_, i) => x(i),
      (value) => y(value),
    );
  }, [size]);

  useEffect(() => {
    const draw = () => {
      const cut = heat.luminance.subarray(first, first + size) as unknown as number[];
      now.current?.setAttribute('d', path(cut) ?? '');
    };
    let version = advance();
    draw();
    return pageLoop().add(() => {
      const next = advance();
      if (next === version) return false;
      version = next;
      draw();
      return false;
    });
  }, [heat, first, size, path, advance]);

  const before = path(heat.before.subarray(first, first + size)) ?? '';
  return (
    <figure className={maps.figure}>
      <figcaption className={maps.caption}>
        <strong>{words.title}</strong>
        <span className={maps.readOut}>{words.readOut}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.section}
        role="img"
        aria-label={words.describe}
      >
        {[0, 128, 255].map((value) => {
          const y = HEIGHT - BOTTOM - (value / 255) * (HEIGHT - BOTTOM - 6);
          return (
            <g key={value}>
              <line x1={LEFT} x2={WIDTH - 4} y1={y} y2={y} className={styles.rule} />
              <text x={LEFT - 5} y={y + 3.5} textAnchor="end">
                {value}
              </text>
            </g>
          );
        })}
        <text x={LEFT} y={HEIGHT - 5}>
          1
        </text>
        <text x={WIDTH - 4} y={HEIGHT - 5} textAnchor="end">
          {size} px
        </text>
        <path d={before} className={styles.before} />
        <path ref={now} className={styles.after} />
      </svg>
    </figure>
  );
}
