import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { positionOf, stepTime, timeAt } from '../../math/time-axis.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { useExplorer } from '../explorer-context.ts';
import styles from './transport.module.css';

interface Props {
  readonly label: string;
  /** End of the axis: linear from 0 to 1, logarithmic from there to `last`. */
  readonly last: number;
  /** The slider's value in the state; it follows every change without rendering. */
  readonly read: (state: ExplorerState) => number;
  readonly onChange: (value: number) => void;
  /** The value as a listener hears it and a reader sees it. */
  readonly format: (value: number) => string;
  readonly ticks?: readonly { readonly at: number; readonly label: string }[];
}

const STEPS: Partial<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** Close to a tick the pointer means the tick: "as trained" can be hit. */
const SNAP = 0.008;

/** A slider over time or diffusivity, which moves sixty times a second without React. */
export function KnobSlider({ label, last, read, onChange, format, ticks = [] }: Props) {
  const { store } = useExplorer();
  const root = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    let shown = Number.NaN;
    const show = (state: ExplorerState) => {
      const value = read(state);
      if (value === shown || !root.current || !thumb.current) return;
      shown = value;
      root.current.style.setProperty('--at', String(positionOf(value, last)));
      thumb.current.setAttribute('aria-valuenow', String(Number(value.toPrecision(4))));
      thumb.current.setAttribute('aria-valuetext', format(value));
    };
    show(store.getState());
    return store.subscribe(show);
  }, [store, read, last, format]);

  function onKeyDown(event: KeyboardEvent) {
    const steps = STEPS[event.key];
    const value = read(store.getState());
    if (event.key === 'Home') onChange(0);
    else if (event.key === 'End') onChange(last);
    else if (steps !== undefined) onChange(stepTime(value, steps, last));
    else return;
    event.preventDefault();
  }

  function follow(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const position = (event.clientX - left) / width;
    const tick = ticks.find(({ at }) => Math.abs(positionOf(at, last) - position) < SNAP);
    onChange(tick?.at ?? Number(timeAt(position, last).toPrecision(3)));
  }

  return (
    <div className={styles.slider} ref={root}>
      <div
        className={styles.rail}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          thumb.current?.focus();
          event.preventDefault();
          follow(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
        }}
      >
        <span className={styles.fill} />
        <span
          ref={thumb}
          className={styles.thumb}
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={0}
          onKeyDown={onKeyDown}
        />
      </div>
      {ticks.length > 0 && (
        <div className={styles.ticks} aria-hidden="true">
          {ticks.map(({ at, label: text }) => (
            <span key={at} style={{ left: `${100 * positionOf(at, last)}%` }}>
              {text}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
