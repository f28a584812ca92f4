import type { KeyboardEvent } from 'react';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { useWords } from '../language-context.ts';
import type { Point, Pointer } from './pointer.ts';
import { readOut } from './words.ts';
import styles from './maps.module.css';

const MOVES: Partial<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [-Infinity, -Infinity],
  End: [Infinity, Infinity],
};

interface Props {
  readonly figure: Figure;
  readonly name: string;
  readonly pointer: Pointer;
  readonly onPick: ((point: Point) => void) | undefined;
}

/** The pointer of a map for those who use keys: arrows move it by a cell, ten with Shift; Enter picks, Escape leaves. */
export function MapCursor({ figure, name, pointer: { at, move }, onPick }: Props) {
  const words = useWords().maps;
  const { height, width } = figure.field;
  const cell = at && tokenAt(at, height, width);

  function onKeyDown(event: KeyboardEvent) {
    const step = MOVES[event.key];
    if (step) {
      const to = (from: number, by: number, size: number) => {
        const moved = from + (event.shiftKey ? 10 : 1) * by;
        return (Math.max(0, Math.min(size - 1, moved)) + 0.5) / size;
      };
      const [row, column] = cell ?? [Math.floor(height / 2), Math.floor(width / 2)];
      const [rows, columns] = cell || Math.abs(step[0]) === Infinity ? step : [0, 0];
      move({ x: to(column, columns, width), y: to(row, rows, height) });
    } else if (event.key === 'Enter' && at && onPick) onPick(at);
    else if (event.key === 'Escape' && at) move(null);
    else return;
    event.preventDefault();
  }

  return (
    <span
      className={styles.cursor}
      role="slider"
      tabIndex={0}
      aria-label={words.cursor(name)}
      aria-valuemin={0}
      aria-valuemax={height * width}
      aria-valuenow={cell ? cell[0] * width + cell[1] + 1 : 0}
      aria-valuetext={cell ? readOut(figure, ...cell, words) : words.nowhere}
      onKeyDown={onKeyDown}
      onBlur={() => move(null)}
    />
  );
}
