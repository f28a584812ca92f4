import type { Message } from './protocol.ts';

/** Keys that decks go by, and the method of reveal.js that each stands for. Nothing that writes text is among them. */
const DECK_KEYS: Readonly<Record<string, string | null>> = {
  ArrowRight: 'right',
  ArrowLeft: 'left',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageDown: 'next',
  PageUp: 'prev',
  Home: null,
  End: null,
  Escape: null,
};

/** Controls that have a use for these keys, whether or not they take them. */
const USES_KEYS =
  'input, select, textarea, [contenteditable], [role=slider], [role=listbox], [role=grid], [role=radiogroup], [role=tablist], [role=menu], [role=dialog]';

/**
 * Hands the keys that the app does not use to the page around it: to reveal.js by the method it takes as JSON, to others
 * by an event `key`.
 */
export function forwardKeys(embedder: Window, window: Window): void {
  window.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || !Object.hasOwn(DECK_KEYS, key)) return;
    if (target instanceof Element && target.closest(USES_KEYS) !== null) return;
    // By then everybody in the app has had the key.
    setTimeout(() => {
      if (event.defaultPrevented) return;
      const method = DECK_KEYS[key];
      if (method !== null) embedder.postMessage(JSON.stringify({ method }), '*');
      embedder.postMessage({ vheat: 1, event: 'key', value: { key } } satisfies Message, '*');
    });
  });
}
