import { beforeEach, describe, expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from './messages.ts';
import { createNotices, type Notice, type Notices } from './notices.ts';

let store: StoreApi<{ readonly notices: readonly Notice[] }>;
let notices: Notices;
const shown = () => store.getState().notices.map(({ code }) => code);
// What a notice says is of no matter here.
const notice = (kind: Notice['kind'], code: string) => ({ kind, code, params: {} }) as Notice;
const note = (code: string) => notices.notify(notice('note', code));
const error = (code: string) => notices.notify(notice('error', code));

beforeEach(() => {
  store = createStore(() => ({ notices: [] }));
  notices = createNotices(store);
});

describe('notices', () => {
  it('show one error, the newest, beside the notes', () => {
    note('image-note');
    error('labels-count');
    error('not-an-image');
    expect(shown()).toEqual(['image-note', 'not-an-image']);
  });

  it('show a note of one code once, and never more than four', () => {
    for (const code of ['a', 'b', 'a', 'c', 'd', 'e']) note(code);
    expect(shown()).toEqual(['a', 'c', 'd', 'e']);
  });

  it('on what was done before go with the next success; what is so stays', () => {
    note('model-warning');
    note('nothing-to-open');
    note('link');
    error('labels-count');
    notices.succeeded();
    expect(shown()).toEqual(['model-warning']);
  });

  it('are silent on what the user ended', () => {
    notices.tell(new AppError('superseded', { of: 'picture' }));
    notices.tell({ code: 'cancelled', params: { of: 'load' } });
    expect(shown()).toEqual([]);
    const empty = { code: 'empty', params: { file: 'photo' } };
    expect(() => notices.fail(empty)).toThrow(expect.objectContaining(empty));
    expect(shown()).toEqual(['empty']);
    expect(() => notices.fail(new TypeError('x is undefined'))).toThrow(
      expect.objectContaining({ code: 'internal', params: { detail: 'x is undefined' } }),
    );
  });
});
