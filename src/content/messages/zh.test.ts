import { expect, test } from 'vitest';
import { EXAMPLES } from '../../testing/messages.ts';
import { en } from './en.ts';
import { sayIn } from './messages.ts';
import { zh } from './zh.ts';

const sayEnglish = sayIn(en);
const sayChinese = sayIn(zh);

/** Parameters that choose a sentence instead of standing in it. */
const CHOOSING =
  /^((asked|code|fault|found|limit|looksLike|of|what)=.*|file=photo|variant=distilled)$/;

/** All that a message is about: names and numbers. */
function leaves(params: object): string[] {
  return Object.entries(params).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return leaves(value);
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'string' && !CHOOSING.test(`${key}=${value}`) ? [value] : [];
  });
}

const cases = EXAMPLES.map((message, i) => ({
  name: `${message.code} ${i}`,
  code: message.code,
  parts: leaves(message.params),
  english: sayEnglish(message),
  chinese: sayChinese(message),
}));

test.each(cases)('$name: a Chinese sentence', ({ code, english, chinese }) => {
  // In the words of whoever threw it.
  if (code === 'internal') return;
  expect(chinese).not.toMatch(/undefined|null|NaN|\[object/);
  expect(chinese).toMatch(/\p{Script=Han}/u);
  expect(chinese.endsWith('。')).toBe(english.endsWith('.'));
});

test.each(cases)('$name: every name and number of the English', ({ parts, english, chinese }) => {
  const names = parts.filter((part) => english.includes(part));
  const numbers = english.match(/\d+(?:[.,]\d+)*/g) ?? [];
  for (const part of [...names, ...numbers]) expect(chinese).toContain(part);
});

test.each(cases)('$name: nothing left in English, set as Chinese is', ({ parts, chinese }) => {
  const own = [...parts]
    .sort((a, b) => b.length - a.length)
    .reduce(
      (text, part) => (/[a-z]{3}/i.test(part) ? text.replaceAll(part, 'Name') : text),
      chinese,
    );
  expect(own).not.toMatch(/[A-Za-z]+( [A-Za-z]+){2}/);
  // A space between Chinese and Latin; Chinese punctuation after Chinese.
  expect(own).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
  expect(own).not.toMatch(/\p{Script=Han}[,.;:?!()"]/u);
});
