import { expect, test } from 'vitest';
import { queryOf } from '../../embed/element/query.ts';
import { DEFAULTS, type Settings } from '../../state/settings.ts';
import { parseSearch } from '../../state/url.ts';
import { appAddress, elementSnippet, frameSnippet, sharedSettings } from './snippets.ts';

const PAGE = 'https://talks.test/heat/?view=diffuse&present#x';
const TITLE = 'Heat "in" <one> block & more';

/** Attributes of a tag, as a browser reads them. */
function attributesOf(html: string, tag: string) {
  const text = new RegExp(`<${tag}([^>]*)>`).exec(html)?.[1] ?? '';
  const entities: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>' };
  return [...text.matchAll(/([a-z]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => ({
    name,
    value: value.replaceAll(/&(amp|quot|lt|gt);/g, (_, entity: string) => entities[entity]),
  }));
}

const settings: Settings = {
  ...DEFAULTS,
  view: 'diffuse',
  model: 'https://models.test/a b/config.json?x="1"&y=<2>',
  kConst: 0.25,
  patch: { x: 0.5, y: 0.25 },
  hide: ['header', 'samples'],
  lang: 'zh',
  loop: false,
  play: true,
  present: true,
};
const expected = sharedSettings(settings);

test('the layout of a stage is not shared', () => {
  expect(expected).toEqual({ ...settings, present: false });
});

test('a frame gets the address of the same state', () => {
  const attributes = attributesOf(frameSnippet(expected, PAGE, TITLE), 'iframe');
  const src = new URL(attributes.find(({ name }) => name === 'src')?.value ?? '');
  expect(src.href.startsWith('https://talks.test/heat/?')).toBe(true);
  expect({ ...DEFAULTS, ...parseSearch(src.search).accepted }).toEqual({
    ...expected,
    embed: true,
  });
  expect(attributes.find(({ name }) => name === 'title')?.value).toBe(TITLE);
});

test('an element gets attributes that its own query makes the same state of', () => {
  const html = elementSnippet(expected, PAGE, TITLE);
  expect(html).toContain('<script src="https://talks.test/heat/embed.js"></script>');
  const { accepted, refused } = parseSearch(queryOf(attributesOf(html, 'vheat-demo')));
  expect(refused).toEqual([]);
  expect({ ...DEFAULTS, ...accepted }).toEqual({ ...expected, embed: true });
});

test('the app is where its page is', () => {
  expect(appAddress('https://talks.test/heat/index.html?t=2')).toBe('https://talks.test/heat/');
});
