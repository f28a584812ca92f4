import { expect, test } from 'vitest';
import { resolveLang } from './lang.ts';

test.each([
  ['zh', ['en-US'], 'zh'],
  ['en', ['zh-CN'], 'en'],
  ['browser', ['zh-CN', 'en'], 'zh'],
  ['browser', ['ZH-Hant-TW'], 'zh'],
  ['browser', ['de-DE', 'zh', 'en'], 'zh'],
  ['browser', ['de-DE', 'en', 'zh'], 'en'],
  ['browser', ['zha'], 'en'],
  ['browser', [], 'en'],
] as const)('%s in a browser of %j is %s', (chosen, browser, lang) => {
  expect(resolveLang(chosen, browser)).toBe(lang);
});
