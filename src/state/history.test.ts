import { describe, expect, test } from 'vitest';
import { initialSettings } from './history.ts';

describe('settings to begin with', () => {
  const page = (search: string, stored: string): Window =>
    ({ location: { search }, localStorage: { getItem: () => stored } }) as unknown as Window;

  test('are the link’s, then what this browser remembers', () => {
    expect(initialSettings(page('?t=2', '{"theme":"light","t":3}')).settings).toEqual({
      theme: 'light',
      t: 2,
    });
  });

  test('are the link’s where the browser has damaged or foreign storage', () => {
    for (const stored of ['{', 'null', '7', '{"theme":"pink"}'])
      expect(initialSettings(page('?t=2', stored)).settings).toEqual({ t: 2 });
  });

  test('are the link’s where site data is blocked and the storage may not even be named', () => {
    const blocked = {
      location: { search: '?t=2' },
      get localStorage(): Storage {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as Window;
    expect(initialSettings(blocked).settings).toEqual({ t: 2 });
  });
});
