const TEXT = 'input, select, textarea, [contenteditable]';
const SPACE = `button, a[href], summary, [role=option], [role=listbox], [role=radio], [role=tab], ${TEXT}`;
const ARROWS = `[role=slider], [role=listbox], [role=grid], [role=radiogroup], [role=tablist], [role=menu], ${TEXT}`;

/** Whether a key belongs to the page: pressed without modifiers, and where no control or dialog has a use for it. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  return target.closest(`[role=dialog], ${event.key === ' ' ? SPACE : ARROWS}`) === null;
}
