import type { KeyboardEvent } from 'react';

/** From which button of how many a key moves the focus to which; before the first is the last. */
const MOVES: Partial<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Moves the focus through the buttons of a row by arrow keys, so that the row is one stop of the Tab key. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const move = MOVES[event.key];
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (move === undefined || at < 0) return;
  event.preventDefault();
  buttons.at(move(at, buttons.length) % buttons.length)?.focus();
}
