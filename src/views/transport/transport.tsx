import { useCallback, useEffect, useMemo, useRef } from 'react';
import { LAST_TIME, TIME_TICKS } from '../../math/time-axis.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { knobText } from '../format/knobs.ts';
import { writeText } from '../write-text.ts';
import { KnobSlider } from './knob-slider.tsx';
import { TransportIcon } from './transport-icon.tsx';
import type { Playback } from './use-playback.ts';
import styles from './transport.module.css';

const SPEEDS = [
  { value: 0.5, label: '½×' },
  { value: 1, label: '1×' },
  { value: 2, label: '2×' },
] as const;

const readTime = (state: ExplorerState) => state.t;

/** The floor of a view that moves in time: play, pause, scrub, step, loop, and speed. */
export function Transport({ playback }: { readonly playback: Playback }) {
  const explorer = useExplorer();
  const words = useWords().controls.time;
  const playing = useExplorerState((s) => s.play);
  const speed = useExplorerState((s) => s.speed);
  const loop = useExplorerState((s) => s.loop);
  const describe = useCallback((t: number) => words.now(knobText(t), t === 1), [words]);
  const ticks = useMemo(
    () => TIME_TICKS.map((at) => ({ at, label: at === 1 ? words.trained : String(at) })),
    [words],
  );
  return (
    <section className={styles.transport} aria-label={words.name}>
      <div className={styles.buttons}>
        <Button look="icon" aria-label={words.back} onClick={() => playback.step(-1)}>
          <TransportIcon name="back" />
        </Button>
        <button
          type="button"
          className={styles.play}
          aria-label={playing ? words.pause : words.play}
          onClick={() => playback.toggle()}
        >
          <TransportIcon name={playing ? 'pause' : 'play'} />
        </button>
        <Button look="icon" aria-label={words.forward} onClick={() => playback.step(1)}>
          <TransportIcon name="forward" />
        </Button>
        <Button
          look="icon"
          aria-label={words.loop}
          aria-pressed={loop}
          onClick={() => void explorer.set({ loop: !loop })}
        >
          <TransportIcon name="loop" />
        </Button>
        <Segments
          label={words.speed}
          value={speed}
          options={SPEEDS}
          onChange={(value) => void explorer.set({ speed: value })}
        />
      </div>
      <KnobSlider
        label={words.slider}
        last={LAST_TIME}
        read={readTime}
        format={describe}
        ticks={ticks}
        onChange={(t) => playback.go(t)}
      />
      <TimeReadout />
    </section>
  );
}

/** The time in large figures; written by hand, because it changes every frame. */
function TimeReadout() {
  const { store } = useExplorer();
  const text = useRef<HTMLSpanElement>(null);
  const { unit } = useWords().controls.time;
  useEffect(() => {
    let shown = Number.NaN;
    const show = ({ t }: ExplorerState) => {
      if (t === shown || !text.current) return;
      shown = t;
      writeText(text.current, knobText(t));
    };
    show(store.getState());
    return store.subscribe(show);
  }, [store]);
  return (
    <p className={styles.now} aria-hidden="true">
      t = <span ref={text} />
      <small>{unit}</small>
    </p>
  );
}
