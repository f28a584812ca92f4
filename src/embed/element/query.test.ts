import { expect, test } from 'vitest';
import { PLACES, SETTING_KEYS } from '../../state/settings.ts';
import { parseSearch } from '../../state/url.ts';
import { CAPITALS, queryOf } from './query.ts';

const attributes = (given: Record<string, string>) =>
  Object.entries(given).map(([name, value]) => ({ name, value }));

test('every setting with capitals is written with them', () => {
  const capitals = SETTING_KEYS.filter((key) => PLACES[key].url && key !== key.toLowerCase());
  expect([...CAPITALS].sort()).toEqual(capitals.sort());
});

test('attributes are the keys of a link; the element’s own are not', () => {
  const query = queryOf(
    attributes({
      ...{ view: 'diffuse', t: '4', play: '', kconst: '0.5', labsize: '256', patch: '0.5,0.25' },
      ...{
        class: 'wide',
        style: 'width: 1px',
        ratio: '4/3',
        steps: '[]',
        'data-x': '1',
        title: 'A',
      },
    }),
  );
  const { accepted, refused } = parseSearch(query);
  expect(refused).toEqual([]);
  expect(accepted).toMatchObject({
    ...{ embed: true, view: 'diffuse', t: 4, play: true, kConst: 0.5 },
    patch: { x: 0.5, y: 0.25 },
  });
  expect(Object.keys(accepted)).not.toContain('title');
});
