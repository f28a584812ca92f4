import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** All sentences of a table by their places; of those that are made, the program that makes them. */
function sentences(table: object, place = ''): [place: string, text: string][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]) => {
    const here = `${place}${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, String(value)]];
    return typeof value === 'object' && value !== null ? sentences(value, `${here}.`) : [];
  });
}

test('a term that a sentence links to is in the glossary', () => {
  for (const [place, text] of [...sentences(en), ...sentences(zh)])
    for (const [, term] of text.matchAll(/\[[^\]]+\]\((\w+)\)/g))
      expect(Object.keys(en.glossary.terms), place).toContain(term);
});

test('both languages have the same sentences', () => {
  const places = (table: object) => sentences(table).map(([place]) => place);
  expect(places(zh)).toEqual(places(en));
});

test.each(['vheat-nano', 'vit-nano'])('the terms of %s are told in Chinese', (id) => {
  const config: unknown = JSON.parse(readFileSync(`models/${id}/config.json`, 'utf8'));
  const { licence } = config as { licence: string };
  expect(en.models.report.licence(licence)).toBe(licence);
  expect(zh.models.report.licence(licence)).toMatch(/\p{Script=Han}/u);
});

test('Chinese is set as Chinese is: spaces beside Latin, no Latin punctuation', () => {
  for (const [place, text] of sentences(zh)) {
    expect(text, place).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    expect(text, place).not.toMatch(/\p{Script=Han}[,.;:?!]/u);
  }
});
