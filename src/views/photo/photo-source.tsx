import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { GridShape } from '../../math/heat.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { PixelCanvas } from './pixel-canvas.tsx';
import { usePhotoName } from './use-photo-name.ts';
import styles from './photo-source.module.css';

const MOVES: Partial<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface Props {
  readonly shape: GridShape | null;
  /** The patch where none is chosen; the whole map where absent. */
  readonly otherwise?: { readonly x: number; readonly y: number };
  /** Whether only the grid is shown, because the network asked about sees another part of the photo. */
  readonly hidden?: boolean;
}

/** The photo with the token grid's patch that was chosen as a source; click or arrow keys choose one. */
export function PhotoSource({ shape, otherwise, hidden = false }: Props) {
  const explorer = useExplorer();
  const words = useWords();
  const image = useExplorerState((s) => s.image);
  const { title } = usePhotoName();
  const patch = useExplorerState((s) => s.patch) ?? otherwise ?? null;
  const picker = useRef<HTMLDivElement>(null);
  if (!image) return <div className={styles.photo} aria-hidden="true" />;

  const [h, w] = shape ?? [1, 1];
  const token = patch === null ? null : tokenAt(patch, h, w);
  const set = (next: { x: number; y: number } | null) => void explorer.set({ patch: next });

  function pick(event: PointerEvent<HTMLDivElement>) {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const fraction = (at: number) => Number(Math.min(0.9999, Math.max(0, at)).toFixed(4));
    set({
      x: fraction((event.clientX - left) / width),
      y: fraction((event.clientY - top) / height),
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const move = MOVES[event.key];
    if (move) {
      const [row, column] = token ?? [Math.floor(h / 2), Math.floor(w / 2)];
      const at = (index: number, step: number, size: number) =>
        (Math.max(0, Math.min(size - 1, index + (token ? step : 0))) + 0.5) / size;
      set({ x: at(column, move[1], w), y: at(row, move[0], h) });
    } else if (event.key === 'Escape' || event.key === 'Delete') set(null);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.photo}>
      {!hidden && <PixelCanvas pixels={image.view} label={title} className={styles.pixels} />}
      <div
        ref={picker}
        className={styles.picker}
        role="slider"
        tabIndex={0}
        aria-label={words.photo.picker.label}
        aria-valuemin={0}
        aria-valuemax={h * w}
        aria-valuenow={token ? token[0] * w + token[1] + 1 : 0}
        aria-valuetext={token ? words.maps.token(...token) : words.photo.picker.none}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pick(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) pick(event);
        }}
        onKeyDown={onKeyDown}
      >
        {token && (
          <span
            className={styles.patch}
            style={{
              left: `${(100 * token[1]) / w}%`,
              top: `${(100 * token[0]) / h}%`,
              width: `${100 / w}%`,
              height: `${100 / h}%`,
            }}
          />
        )}
      </div>
    </div>
  );
}
