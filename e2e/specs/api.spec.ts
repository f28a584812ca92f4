import { expect, test } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';

test('the API tells of status, settings, predictions, frames and errors', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open();
  const told = await page.evaluate(async () => {
    const log: Record<string, unknown[]> = {};
    const names = ['status', 'state', 'predictions', 'frame', 'error'] as const;
    const ends = names.map((name) =>
      window.vheat.on(name, (value: unknown) => (log[name] ??= []).push(value)),
    );
    await window.vheat.setState({ t: 0.5 });
    await window.vheat.classify(new Blob([])).catch(() => undefined);
    ends.forEach((end) => end());
    await window.vheat.setState({ t: 1 });
    return log;
  });
  expect(told.status).toEqual(expect.arrayContaining(['running', 'ready']));
  expect(told.state).toMatchObject([{ t: 0.5, view: 'classify' }]);
  expect(told.predictions).toMatchObject([[{}, {}, {}, {}, {}]]);
  expect(told.frame).toEqual([{ t: 0.5 }]);
  expect(told.error).toMatchObject([{ code: 'empty' }]);
});

test('the API rejects with a code and a sentence whatever it is given', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open();
  const told = await page.evaluate(async () => {
    // As a program without types calls it.
    const api = window.vheat as unknown as Record<string, (...given: unknown[]) => unknown>;
    const calls: Record<string, () => unknown> = {
      'words as a photo': () => api.classify(new Blob(['words'])),
      'a script as an address': () => api.classify('javascript:1'),
      'a number as a photo': () => api.classify(42),
      'no photo': () => api.classify(),
      'an empty address': () => api.classify(''),
      'a number as a file': () => api.open(42),
      'no parts': () => api.open([]),
      'a number as a name': () => api.open(new Blob(['x']), 5),
      'wrong options': () => api.open(new Blob(['x']), 'x', { heads: 'two' }),
      'unknown options': () => api.open(new Blob(['x']), 'x', { colour: 1 }),
      'no place': () => api.capture(),
      'half a stage': () => api.capture({ stage: 0.5, block: 0 }),
      'no such stage': () => api.capture({ stage: 9, block: 0 }),
      'no question': () => api.field(),
      'a network of another kind': () => api.field({ network: 'resnet' }),
      'half a cell': () => api.field({ network: 'vheat', cell: [0.5, 0] }),
      'a cell outside': () => api.field({ network: 'vheat', cell: [99, 0] }),
      'a stage outside': () => api.field({ network: 'vheat', stage: 9 }),
      'null as settings': () => api.setState(null),
      'a number as settings': () => api.setState(5),
      'text as settings': () => api.setState('t=1'),
      'a setting out of range': () => api.setState({ t: 1000 }),
      'a setting of another type': () => api.setState({ t: 'x' }),
      'an unknown setting': () => api.setState({ nope: 1 }),
      'an unknown event': () => api.on('nope', () => undefined),
      'an event of every object': () => api.on('constructor', () => undefined),
      'no listener': () => api.on('state'),
    };
    const outcomes: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls))
      try {
        await call();
        outcomes[name] = 'succeeded';
      } catch (error) {
        const { code, message } = error as { code?: string; message?: string };
        outcomes[name] = message === '' ? 'no sentence' : String(code);
      }
    return outcomes;
  });
  expect(told).toEqual({
    'words as a photo': 'not-an-image',
    'a script as an address': 'scheme',
    'a number as a photo': 'bad-image',
    'no photo': 'bad-image',
    'an empty address': 'bad-image',
    'a number as a file': 'bad-file',
    'no parts': 'bad-file',
    'a number as a name': 'bad-options',
    'wrong options': 'bad-options',
    'unknown options': 'bad-options',
    'no place': 'bad-place',
    'half a stage': 'bad-place',
    'no such stage': 'no-such-block',
    'no question': 'bad-question',
    'a network of another kind': 'bad-question',
    'half a cell': 'bad-question',
    'a cell outside': 'no-such-cell',
    'a stage outside': 'no-such-stage',
    'null as settings': 'bad-state',
    'a number as settings': 'bad-state',
    'text as settings': 'bad-state',
    'a setting out of range': 'bad-state',
    'a setting of another type': 'bad-state',
    'an unknown setting': 'bad-state',
    'an unknown event': 'bad-event',
    'an event of every object': 'bad-event',
    'no listener': 'bad-listener',
  });
});

test('a listener that throws disturbs nobody', async ({ page }) => {
  const app = new ExplorerPage(page);
  const reported: string[] = [];
  page.on('pageerror', ({ message }) => reported.push(message));
  await app.open();
  const heard = await page.evaluate(async () => {
    const times: number[] = [];
    for (const event of ['state', 'frame', 'predictions', 'status'] as const)
      window.vheat.on(event, () => {
        throw new Error(`${event} of an embedder`);
      });
    window.vheat.on('frame', ({ t }) => times.push(t));
    await window.vheat.setState({ t: 0.5 });
    const { predictions } = await window.vheat.classify('samples/goldfish.jpg');
    return { times, answers: predictions.length };
  });
  expect(heard).toEqual({ times: [0.5], answers: 5 });
  expect(reported).toContain('frame of an embedder');
});
