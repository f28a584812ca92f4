import { describe, expect, test } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import type { Explorer } from './explorer.ts';
import type { Notice } from './notices.ts';
import { openAddress, openFiles, openLabels, openPicture, openTransfer } from './incoming.ts';
import { AppError } from './messages.ts';

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const picture = (name: string, type = 'image/jpeg') => new File([JPEG], name, { type });
const labels = (name = 'classes.txt') => new File(['cat\ndog'], name);
const checkpoint = async (name = 'vheat.pth') =>
  new File([await readFixture('vheat/pre-norm/weights.safetensors')], name);

/** An app that notes down what is asked of it. `broken` names the requests that fail. */
function recorder(broken: readonly ('picture' | 'checkpoint' | 'labels')[] = []) {
  const asked: string[] = [];
  const notices = new Map<string, Notice>();
  const act = (kind: 'picture' | 'checkpoint' | 'labels', what: string) => {
    asked.push(`${kind} ${what}`);
    return broken.includes(kind) ? Promise.reject(new AppError('samples')) : Promise.resolve();
  };
  const explorer = {
    openImage: (source: { url: string } | { blob: File }, title: string) =>
      act('picture', 'url' in source ? `${source.url} as ${title}` : title),
    models: {
      open: (_: File, name: string) => act('checkpoint', name),
      choose: (choices: { labels: string[] }) => act('labels', choices.labels.join()),
    },
    notify: (notice: Notice) => notices.set(notice.code, notice),
    dismiss: (code: string) => notices.delete(code),
  } as unknown as Explorer;
  return { explorer, asked, notices };
}

describe('dropped files', () => {
  test('are opened by what is in them: the network first, its class names, then the photo', async () => {
    const { explorer, asked, notices } = recorder();
    await openFiles(explorer, [picture('cat.jpg'), labels(), await checkpoint('holiday.jpg')]);
    expect(asked).toEqual(['checkpoint holiday.jpg', 'labels cat,dog', 'picture cat.jpg']);
    expect(notices.size).toBe(0);
  });

  test('of one kind are opened one at a time, and the user is told which', async () => {
    const { explorer, asked, notices } = recorder();
    await openFiles(explorer, [picture('a.jpg'), picture('b.jpg'), picture('c.jpg')]);
    expect(asked).toEqual(['picture a.jpg']);
    const note = notices.get('several-files');
    expect(note).toMatchObject({ kind: 'note' });
    expect(note?.params).toEqual({ files: 3, taken: ['a.jpg'] });
    await openFiles(explorer, [picture('d.jpg')]);
    expect(notices.size).toBe(0);
  });

  test('beyond the first of each kind are named as left out', async () => {
    const { explorer, notices } = recorder();
    const files = [await checkpoint(), labels(), labels('more.txt')];
    await openFiles(explorer, files);
    expect(notices.get('several-files')?.params).toEqual({
      files: 3,
      taken: ['vheat.pth', 'classes.txt'],
    });
  });

  test('after a network that cannot be opened are left alone: they may have been meant for it', async () => {
    const { explorer, asked } = recorder(['checkpoint']);
    await openFiles(explorer, [await checkpoint(), labels(), picture('cat.jpg')]);
    expect(asked).toEqual(['checkpoint vheat.pth']);
  });

  test('that are nothing known go to the picture reader, which says what they are', async () => {
    const { explorer, asked } = recorder(['picture']);
    await openFiles(explorer, [new File(['words'], 'notes.doc')]);
    expect(asked).toEqual(['picture notes.doc']);
  });

  test('that cannot be read, such as a folder, do so too', async () => {
    const folder = new File([], 'holiday');
    folder.slice = () => {
      throw new DOMException('It is a folder.', 'NotReadableError');
    };
    const { explorer, asked } = recorder();
    await openFiles(explorer, [folder]);
    expect(asked).toEqual(['picture holiday']);
  });

  test('that are none ask for nothing', async () => {
    const { explorer, asked, notices } = recorder();
    await openFiles(explorer, []);
    expect([asked, notices.size]).toEqual([[], 0]);
  });
});

test('a picked picture is the first that looks like one; a failure is no exception', async () => {
  const { explorer, asked, notices } = recorder(['picture']);
  await openPicture(explorer, [
    new File(['words'], 'read.me'),
    picture('cat.jpg'),
    picture('b.jpg'),
  ]);
  expect(asked).toEqual(['picture cat.jpg']);
  expect(notices.size).toBe(0);
});

describe('class names', () => {
  test('are given to the classifier', async () => {
    const { explorer, asked } = recorder();
    expect(await openLabels(explorer, labels())).toBe(true);
    expect(asked).toEqual(['labels cat,dog']);
  });

  test('that are none are refused with a code, and ask for nothing', async () => {
    const { explorer, asked, notices } = recorder();
    expect(await openLabels(explorer, new File([JPEG], 'classes.txt'))).toBe(false);
    expect(notices.get('labels-format')).toMatchObject({ kind: 'error' });
    expect(asked).toEqual([]);
  });

  test('that do not fit are told of by the app', async () => {
    const { explorer, notices } = recorder(['labels']);
    expect(await openLabels(explorer, labels())).toBe(false);
    expect(notices.size).toBe(0);
  });
});

test.each([
  ['https://example.org/pictures/cat.jpg?size=large#top', 'cat.jpg'],
  [' https://example.org/cat.jpg ', 'cat.jpg'],
  ['https://example.org/', 'https://example.org/'],
])('the address %s opens with a title', async (address, title) => {
  const { explorer, asked } = recorder();
  expect(await openAddress(explorer, address)).toBe(true);
  expect(asked).toEqual([`picture ${address.trim()} as ${title}`]);
  expect(await openAddress(recorder(['picture']).explorer, address)).toBe(false);
});

describe('a paste or drop', () => {
  test('means its files before its text', async () => {
    const { explorer, asked } = recorder();
    await openTransfer(explorer, [picture('cat.jpg')], 'https://example.org/dog.jpg');
    expect(asked).toEqual(['picture cat.jpg']);
  });

  test('without files means the first address of a list, comments left out', async () => {
    const { explorer, asked } = recorder();
    await openTransfer(
      explorer,
      [],
      '# dragged\r\n\r\nhttps://example.org/dog.jpg\r\nhttps://b.org/',
    );
    expect(asked).toEqual(['picture https://example.org/dog.jpg as dog.jpg']);
  });

  test.each([
    '',
    'only words',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '# https://a.org/b.jpg',
  ])('of "%s" opens nothing, and says so', async (text) => {
    const { explorer, asked, notices } = recorder();
    await openTransfer(explorer, [], text);
    expect(asked).toEqual([]);
    expect(notices.get('nothing-to-open')).toMatchObject({ kind: 'note' });
  });
});
