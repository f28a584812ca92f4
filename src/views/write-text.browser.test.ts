import { expect, test } from 'vitest';
import { writeText } from './write-text.ts';

test('text changes, its node stays, and what is the same is left alone', async () => {
  const element = document.createElement('p');
  let changes = 0;
  const watch = new MutationObserver((records) => (changes += records.length));
  watch.observe(element, { childList: true, characterData: true, subtree: true });
  writeText(element, 'one');
  const node = element.firstChild;
  for (const text of ['two', 'two', '', 'three']) {
    writeText(element, text);
    expect(element.textContent).toBe(text);
  }
  expect(element.firstChild).toBe(node);
  await Promise.resolve();
  watch.disconnect();
  expect(changes).toBe(4);
  writeText(null, 'nowhere');
});
