import { useEffect, useMemo, useRef } from 'react';
import type { PixelHeat } from '../../math/pixel-heat.ts';
import { context2d } from '../../render/heat-map.ts';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import maps from '../maps/maps.module.css';
import { PictureExport } from '../maps/picture-export.tsx';
import { plain } from '../prose.tsx';
import { pageLoop } from '../transport/page-loop.ts';
import { writeText } from '../write-text.ts';
import { labPicture } from './pictures.ts';
import { exponent } from './use-pixel-heat.ts';
import styles from './lab.module.css';

interface Props {
  readonly heat: PixelHeat;
  readonly advance: (t?: number) => number;
  /** Where the cut is, 0…1 from the top. */
  readonly row: number;
  readonly onRow: (row: number) => void;
}

/** The photo at this moment, and the line along which it is cut. */
export function LabPicture({ heat, advance, row, onRow }: Props) {
  const { store } = useExplorer();
  const words = useWords().diffuse.lab;
  const canvas = useRef<HTMLCanvasElement>(null);
  const spread = useRef<HTMLSpanElement>(null);
  const { size } = heat;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const context = context2d(element);
    const image = new ImageData(heat.pixels, size, size);
    let version = -1;
    return pageLoop().add(() => {
      const now = advance();
      if (now === version) return false;
      version = now;
      context.putImageData(image, 0, 0);
      const sigma = Math.sqrt(2 * exponent(store.getState())).toFixed(1);
      writeText(spread.current, `√(2kt) = ${sigma} px`);
      element.setAttribute('aria-label', words.spreadOf(sigma, size));
      return false;
    });
  }, [heat, size, advance, store, words]);

  const item = useMemo(
    () => labPicture(heat, advance, { name: words.picture(size), caption: plain(words.law) }),
    [heat, advance, size, words],
  );
  const cut = Math.min(size, Math.floor(row * size) + 1);
  const move = (fraction: number) => onRow(Number(Math.min(1, Math.max(0, fraction)).toFixed(4)));
  return (
    <figure className={maps.figure}>
      <figcaption className={maps.caption}>
        <strong>{words.picture(size)}</strong>
        <span ref={spread} className={maps.readOut} />
      </figcaption>
      <div
        className={styles.picture}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const { top, height } = event.currentTarget.getBoundingClientRect();
          move((event.clientY - top) / height);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const { top, height } = event.currentTarget.getBoundingClientRect();
          move((event.clientY - top) / height);
        }}
      >
        <canvas ref={canvas} role="img" aria-label={words.photo} width={size} height={size} />
        <span
          className={styles.line}
          role="slider"
          tabIndex={0}
          aria-label={words.cut}
          aria-orientation="vertical"
          aria-valuemin={1}
          aria-valuemax={size}
          aria-valuenow={cut}
          aria-valuetext={words.row(cut, size)}
          style={{ top: `${100 * row}%` }}
          onKeyDown={(event) => {
            const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            move(row + step / 100);
          }}
        />
      </div>
      <PictureExport item={item} />
    </figure>
  );
}
