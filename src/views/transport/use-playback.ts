import { useEffect } from 'react';
import { LAST_TIME, playTime, stepTime } from '../../math/time-axis.ts';
import { useExplorer } from '../explorer-context.ts';
import { wantsCalm } from '../controls/calm.ts';
import { pageLoop } from './page-loop.ts';

export interface Playback {
  /** Plays, from the start when the end was reached, or pauses; one step for someone who asked for less motion. */
  toggle(): void;
  /** Moves time by stops of its axis; pauses. */
  step(steps: number): void;
  /** Sets time; pauses. */
  go(t: number): void;
}

/** Lets time run while the state says `play`, one step a frame. */
export function usePlayback(): Playback {
  const explorer = useExplorer();

  useEffect(() => {
    // A link may ask for play; someone who asked for less motion starts it by hand.
    if (wantsCalm() && explorer.store.getState().play) void explorer.set({ play: false });
  }, [explorer]);

  useEffect(() => {
    const frames = pageLoop();
    const remove = frames.add((elapsed) => {
      const { play, t, speed, loop } = explorer.store.getState();
      if (!play) return false;
      const next = playTime(t, elapsed, speed, loop);
      const ended = !loop && next >= LAST_TIME;
      if (next !== t || ended) {
        // What goes wrong becomes a notice.
        explorer.set(ended ? { t: next, play: false } : { t: next }).catch(() => undefined);
      }
      return !ended;
    });
    const unsubscribe = explorer.store.subscribe((state, previous) => {
      if (state.play && !previous.play) frames.markDirty();
    });
    return () => {
      remove();
      unsubscribe();
    };
  }, [explorer]);

  const set = (change: { t?: number; play: boolean }) => {
    explorer.set(change).catch(() => undefined);
  };
  return {
    toggle() {
      const { play, t } = explorer.store.getState();
      const from = t >= LAST_TIME ? 0 : t;
      if (play) set({ play: false });
      else if (wantsCalm()) set({ play: false, t: stepTime(from, 1) });
      else set(from === t ? { play: true } : { play: true, t: from });
    },
    step: (steps) => set({ play: false, t: stepTime(explorer.store.getState().t, steps) }),
    go: (t) => set({ play: false, t }),
  };
}
