import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { PRE_NORM_CONFIG } from '../../src/testing/pre-norm-config.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

const HOST = 'https://models.example/tiny';
const CORS = { 'Access-Control-Allow-Origin': '*' };
const OTHER_PAGES = { 'Access-Control-Allow-Origin': 'https://elsewhere.example' };

interface Faults {
  readonly cors?: boolean;
  readonly status?: number;
  readonly html?: boolean;
  /** Flips one byte of the second part this many times. */
  flips?: number;
  /** Cuts the second part's first answer short. */
  cut?: boolean;
  /** Never answers the first request for the second part. */
  stall?: boolean;
  /** Drops every connection for the second part. */
  offline?: boolean;
}

/** Serves a fixture as a model folder in two parts on another origin. */
async function host(page: Page, faults: Faults = {}): Promise<string[]> {
  const weights = await readFile('src/testing/fixtures/vheat/pre-norm/weights.safetensors');
  const parts = [weights.subarray(0, 200_000), weights.subarray(200_000)];
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const config = {
    ...PRE_NORM_CONFIG,
    name: 'Hosted tiny',
    weights: parts.map((bytes, i) => ({
      file: `part-${i}.bin`,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
  };
  const asked: string[] = [];
  await page.route(`${HOST}/**`, async (route) => {
    const request = route.request();
    const file = new URL(request.url()).pathname.split('/').pop() ?? '';
    const { range: wanted = '' } = request.headers() as Partial<Record<string, string>>;
    const range = /^bytes=(\d+)-$/.exec(wanted);
    // Nobody's address but its own is told to a stranger.
    expect(request.headers()).not.toHaveProperty('referer');
    expect(request.headers()).not.toHaveProperty('cookie');
    asked.push(range ? `${file} from ${range[1]}` : file);
    const headers = faults.cors === false ? OTHER_PAGES : CORS;
    if (request.method() === 'OPTIONS')
      return route.fulfill({ headers: { ...CORS, 'Access-Control-Allow-Headers': 'range' } });
    if (file === 'config.json') {
      if (faults.status) return route.fulfill({ status: faults.status, headers, body: 'no' });
      if (faults.html)
        return route.fulfill({ headers, contentType: 'text/html', body: '<!doctype html>' });
      return route.fulfill({ headers, json: config });
    }
    if (file === 'part-1.bin' && faults.offline) return route.abort('internetdisconnected');
    if (file === 'part-1.bin' && faults.stall) {
      faults.stall = false;
      return; // the page gives up waiting
    }
    if (!config.weights.some((weights) => weights.file === file))
      return route.fulfill({ status: 404, headers, body: 'no such file' });
    const part = parts[Number(/\d/.exec(file)?.[0])];
    const from = Number(range?.[1] ?? 0);
    let body = Buffer.from(part.subarray(from));
    if (file === 'part-1.bin' && faults.flips !== undefined && faults.flips > 0) {
      faults.flips--;
      body[1000] ^= 1;
    }
    if (file === 'part-1.bin' && faults.cut) {
      faults.cut = false;
      body = body.subarray(0, 50_000);
    }
    return route.fulfill({
      status: range ? 206 : 200,
      headers: {
        ...headers,
        ...(range ? { 'Content-Range': `bytes ${from}-${part.length - 1}/${part.length}` } : {}),
      },
      contentType: 'application/octet-stream',
      body,
    });
  });
  return asked;
}

/** Opens the app by a link to the hosted model, and lets it be fetched. */
async function openLink(page: Page): Promise<ExplorerPage> {
  const app = new ExplorerPage(page);
  await app.open(LINK);
  await page.getByRole('button', { name: 'Load from models.example' }).click();
  return app;
}

const LINK = `?view=models&model=${encodeURIComponent(`${HOST}/config.json`)}`;

test('a model folder of another origin loads by its link, and is not downloaded twice', async ({
  page,
}) => {
  const asked = await host(page);
  const app = await openLink(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Hosted tiny' })).toBeVisible();
  expect(asked).toEqual(['config.json', 'part-0.bin', 'part-1.bin']);
  await expect(app.models.getByRole('listitem')).toContainText([/vHeat-Nano/, /Hosted tiny/]);
  await page.reload();
  await app.ready();
  await expect(page.getByText(/The link names a network on/)).toContainText('models.example');
  expect(asked).toHaveLength(3);
  await page.getByRole('button', { name: 'Load from models.example' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Hosted tiny' })).toBeVisible();
  expect(asked.slice(3)).toEqual(['config.json']);
});

test('a part that broke off is taken up where it broke, and one that is damaged is fetched again', async ({
  page,
}) => {
  const asked = await host(page, { cut: true, flips: 0 });
  await openLink(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Hosted tiny' })).toBeVisible();
  expect(asked).toContain('part-1.bin from 50000');
});

test('a connection that stalls is given up and taken up again', async ({ page }) => {
  const asked = await host(page, { stall: true });
  await openLink(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Hosted tiny' })).toBeVisible();
  expect(asked.filter((file) => file === 'part-1.bin')).toHaveLength(2);
});

test('the network gone midway is one message; the next try fetches only what is missing', async ({
  page,
}) => {
  const faults: Faults = { offline: true };
  const asked = await host(page, faults);
  const app = await openLink(page);
  await expect(
    app
      .notice('download-unreachable')
      .getByText(
        'Could not download part-1.bin: the network is down, the address is wrong, or its server does not allow other pages to read it (CORS). Check the connection, or download the file yourself and open it.',
        { exact: true },
      ),
  ).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'vHeat-Nano' })).toBeVisible();
  faults.offline = false;
  asked.length = 0;
  await page.goto('about:blank');
  await openLink(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Hosted tiny' })).toBeVisible();
  expect(asked).toEqual(['config.json', 'part-1.bin']);
});

test('one flipped byte is fetched once more', async ({ page }) => {
  const asked = await host(page, { flips: 1 });
  await openLink(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Hosted tiny' })).toBeVisible();
  expect(asked.filter((file) => file === 'part-1.bin')).toHaveLength(2);
});

const failures: [string, Faults, string, RegExp][] = [
  ['damaged twice', { flips: 9 }, 'download-integrity', /SHA-256 does not match, twice/],
  ['not readable from other pages', { cors: false }, 'download-unreachable', /\(CORS\)/],
  ['missing', { status: 404 }, 'download-not-found', /There is no file at https:\/\/models/],
  ['a web page', { html: true }, 'download-html', /a web page instead of config\.json/],
];
for (const [what, faults, code, message] of failures)
  test(`a model that is ${what} is named, and the embedded one runs`, async ({ page }) => {
    await host(page, faults);
    const app = await openLink(page);
    await expect(app.notice(code)).toContainText(message);
    await expect(page.getByRole('heading', { level: 2, name: 'vHeat-Nano' })).toBeVisible();
  });
