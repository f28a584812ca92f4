import { describe, expect, test } from 'vitest';
import { labelPictures } from './labelled-pictures.ts';

const MODEL = {
  task: 'classify' as const,
  classes: 4,
  labels: ['goldfish', 'sea slug, nudibranch', 'crane', 'crane'],
  wnids: ['n01443537', 'n01950731', 'n02012849', 'n03126707'],
};

function file(path: string, type = 'image/jpeg'): File {
  const name = path.split('/').at(-1) ?? '';
  return Object.assign(new File(['x'], name, { type }), { webkitRelativePath: path });
}
const labels = (...paths: string[]) =>
  labelPictures(
    paths.map((path) => file(path)),
    MODEL,
  ).pictures.map(({ label }) => label);

describe('the class of a picture', () => {
  test.each([
    ['its synset', 'set/n01950731/a.jpg', 1],
    ['its synset, further out', 'train/n01443537/images/n01443537_0.JPEG', 0],
    ['its name', 'set/Goldfish/a.jpg', 0],
    ['its name, written as file systems like it', 'set/sea_slug/a.jpg', 1],
    ['a synonym', 'set/nudibranch/a.jpg', 1],
    ['its index', 'set/3/a.jpg', 3],
    ['its index with zeros', 'set/002/a.jpg', 2],
  ])('is told by %s', (_, path, label) => {
    expect(labels(path)).toEqual([label]);
  });

  test('is told of dropped folders as well', () => {
    const dropped = Object.assign(new File(['x'], 'a.png'), { path: '/set/goldfish/a.png' });
    expect(labelPictures([dropped], MODEL).pictures).toEqual([
      { source: { blob: dropped }, label: 0 },
    ]);
  });
});

test('folders that name no class, or two, are told', () => {
  const { pictures, unknown } = labelPictures(
    ['set/0/a.jpg', 'set/dog/a.jpg', 'set/dog/b.jpg', 'set/crane/a.jpg', 'set/4/a.jpg'].map((p) =>
      file(p),
    ),
    MODEL,
  );
  expect(pictures).toHaveLength(1);
  expect(unknown).toEqual(['dog', 'crane', '4']);
});

test('what is no picture is left out', () => {
  const files = [
    file('set/0/a.jpg'),
    file('set/0/.hidden.jpg'),
    file('set/0/notes.txt', 'text/plain'),
    file('set/0/b.webp', ''),
  ];
  expect(labelPictures(files, MODEL).pictures).toHaveLength(2);
});

test('pictures without a class at all are refused', () => {
  for (const files of [
    [],
    [file('a.jpg')],
    [file('set/dog/a.jpg')],
    [file('0/a.txt', 'text/plain')],
  ])
    expect(() => labelPictures(files, MODEL)).toThrow(
      expect.objectContaining({ code: 'no-labelled-pictures' }) as Error,
    );
});

test('a network without names or synsets has indices', () => {
  const { pictures } = labelPictures([file('set/1/a.jpg')], { ...MODEL, labels: [], wnids: null });
  expect(pictures.map(({ label }) => label)).toEqual([1]);
});
