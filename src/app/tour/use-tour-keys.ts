import { useEffect, useRef } from 'react';

/** Where keys have a meaning of their own. */
const USES_SPACE =
  'button, a[href], summary, input, select, textarea, [role=option], [role=radio], [role=tab]';
const USES_ARROWS =
  '[role=slider], [role=listbox], [role=grid], [role=radiogroup], [role=tablist], [role=menu], input, select, textarea';

interface TourKeys {
  readonly next: () => void;
  readonly back: () => void;
  /** @param number from 1 */
  readonly chapter: (number: number) => void;
}

/** Space and → go on, ← goes back, digits choose a chapter (0 the tenth): everywhere but where a control needs the key. */
export function useTourKeys(keys: TourKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest('[role=dialog]')) return;
      if (target.closest(event.key === ' ' ? USES_SPACE : USES_ARROWS)) return;
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
  }, []);
}
