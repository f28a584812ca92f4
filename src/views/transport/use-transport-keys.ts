import { useEffect, useRef } from 'react';
import { LAST_TIME } from '../../math/time-axis.ts';
import { useExplorer } from '../explorer-context.ts';
import { isForPage } from '../controls/key-use.ts';
import type { Playback } from './use-playback.ts';

/** Space plays and pauses, arrows step, Home and End go to the ends: everywhere but where a control needs the key. */
export function useTransportKeys(playback: Playback): void {
  const { store } = useExplorer();
  const latest = useRef(playback);
  useEffect(() => {
    latest.current = playback;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isForPage(event)) return;
      // The other keys lead through the deck around a frame.
      if (event.key !== ' ' && store.getState().embed) return;
      const transport = latest.current;
      if (event.key === ' ') transport.toggle();
      else if (event.key === 'ArrowRight') transport.step(event.shiftKey ? 10 : 1);
      else if (event.key === 'ArrowLeft') transport.step(event.shiftKey ? -10 : -1);
      else if (event.key === 'Home') transport.go(0);
      else if (event.key === 'End') transport.go(LAST_TIME);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store]);
}
