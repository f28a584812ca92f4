/**
 * Says something else in an element that holds text only, as often as every frame. Its text node stays: with a new one all
 * styles that ask `:has()` would be computed anew.
 */
export function writeText(element: Element | null, text: string): void {
  if (element === null || element.textContent === text) return;
  const { firstChild } = element;
  if (firstChild instanceof Text) firstChild.data = text;
  else element.textContent = text;
}
