import { useEffect, useRef } from 'react';
import { useExplorer } from '../../views/explorer-context.ts';
import { isForPage } from '../../views/controls/key-use.ts';

interface TourKeys {
  readonly next: () => void;
  readonly back: () => void;
  /** @param number from 1 */
  readonly chapter: (number: number) => void;
}

/**
 * Space and → go on, ← goes back, digits choose a chapter (0 the tenth): everywhere but where a control needs the key;
 * in a frame only once the reader is in the tour itself: the keys are the deck's around.
 */
export function useTourKeys(keys: TourKeys): void {
  const { store } = useExplorer();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.shiftKey || !isForPage(event)) return;
      if (store.getState().embed && !isInTour(event)) return;
      if (event.key === ' ' || event.key === 'ArrowRight') latest.current.next();
      else if (event.key === 'ArrowLeft') latest.current.back();
      else if (/^\d$/.test(event.key)) latest.current.chapter(Number(event.key) || 10);
      else return;
      // Before the player, which would step time.
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [store]);
}

function isInTour({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[data-tour]') !== null;
}
