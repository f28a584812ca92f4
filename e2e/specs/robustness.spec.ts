import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { mkdir, mkdtemp, copyFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExplorerPage } from '../pages/explorer-page.ts';

test.use({ serviceWorkers: 'block' });

const list = (page: Page, model: string) =>
  page.getByRole('list', { name: `What ${model} says` }).getByRole('listitem');
const lists = async (page: Page) =>
  Promise.all(['vHeat-Nano', 'ViT-Nano'].map((model) => list(page, model).allTextContents()));
const severity = (page: Page) => page.getByRole('slider', { name: 'Severity' });
const curve = (page: Page) =>
  page.getByRole('img', { name: /^This photo: the undisturbed answer/ });
const evidence = (page: Page) => page.getByRole('img', { name: /^Evidence: right answers/ });

async function open(page: Page, search = ''): Promise<ExplorerPage> {
  const app = new ExplorerPage(page);
  await app.open(`?view=robustness&sample=goldfish${search}`);
  await expect(list(page, 'vHeat-Nano')).toHaveCount(3);
  await expect(list(page, 'ViT-Nano')).toHaveCount(3);
  return app;
}

test('a photo turned by 180° changes both lists, and they come back', async ({ page }) => {
  await open(page);
  const upright = await lists(page);
  await expect(page.getByText(/^As undisturbed/)).toHaveCount(2);
  await severity(page).press('End');
  await expect(page.getByText('180°', { exact: true }).first()).toBeVisible();
  for (const [i, model] of ['vHeat-Nano', 'ViT-Nano'].entries())
    await expect.poll(() => list(page, model).allTextContents()).not.toEqual(upright[i]);
  await expect(page).toHaveURL(/severity=180/);
  await expect(
    page.getByRole('img', { name: /rotation 180°: exactly what vHeat-Nano sees/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Undisturbed', exact: true }).click();
  await expect.poll(() => lists(page)).toEqual(upright);
  await expect(page).not.toHaveURL(/severity/);
});

test('the curve tells where the answer is kept, and its numbers are copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '&disturb=noise');
  await expect(curve(page)).toHaveAccessibleName(
    /gaussian noise\. vHeat-Nano says goldfish (up to σ 0\.\d+|all along).*; ViT-Nano says goldfish/,
  );
  const copied = () => new ExplorerPage(page).copyCsv('This photo: the undisturbed answer');
  await expect.poll(async () => (await copied()).trim().split('\n').length).toBe(22);
  const rows = (await copied())
    .trim()
    .split('\n')
    .map((row) => row.split(','));
  expect(rows[0]).toEqual(['noise', 'vHeat-Nano: goldfish', 'ViT-Nano: goldfish']);
  expect(rows.slice(1).map(([amount]) => Number(amount))[20]).toBe(0.38);
  const [first, last] = [rows[1], rows[21]].map(([, p]) => Number(p));
  expect(first).toBeGreaterThan(last);
});

test('time is a disturbance of vHeat alone, and another disturbance begins undisturbed', async ({
  page,
}) => {
  await open(page, '&severity=90');
  await page.getByRole('radio', { name: 'Time t' }).check();
  await expect(severity(page)).toHaveAttribute('aria-valuetext', 't = 1.00');
  await expect(page.getByText(/ViT-Nano attends and conducts no heat/)).toBeVisible();
  const trained = await list(page, 'vHeat-Nano').allTextContents();
  await severity(page).press('Home');
  await expect(page).toHaveURL(/disturb=time&severity=0/);
  await expect.poll(() => list(page, 'vHeat-Nano').allTextContents()).not.toEqual(trained);
  await expect(curve(page)).toHaveAccessibleName(/over time t\. vHeat-Nano says goldfish/);
});

test('a link shows the same, and a click on the picture moves what hides it', async ({ page }) => {
  await open(page, '&disturb=occlusion&severity=0.5');
  const seen = page.getByRole('img', { name: /occlusion 50 %: exactly what/ });
  await seen.click({ position: { x: 20, y: 20 } });
  await expect(page).toHaveURL(/patch=0\.\d+,0\.\d+/);
  await expect(severity(page)).toHaveAttribute('aria-valuetext', '50 %');
});

test('evidence of both networks is drawn, told and read as a table', async ({ page }) => {
  await open(page, '&disturb=jpeg');
  await expect(evidence(page)).toHaveAccessibleName(
    /jpeg quality\. vHeat-Nano: not compressed \d+\.\d ± \d\.\d %, quality 25 .*ViT-Nano: not compressed/,
  );
  await expect(
    page.getByText(/^vHeat-Nano: \d+\.\d % right undisturbed; measured on \d{4}-/),
  ).toBeVisible();
  const row = page.getByRole('row', { name: /^quality 7/ });
  await expect(row.getByRole('cell')).toHaveText([/^\d+\.\d ± \d\.\d$/, /^\d+\.\d ± \d\.\d$/]);
});

/** A folder of sample photos by class, with one that is none and one that is no picture. */
async function labelledFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  const photos = [
    ['goldfish', 'goldfish.jpg'],
    ['koala', 'koala.jpg'],
    ['dahlia', 'dahlia.jpg'],
  ];
  for (const [name, photo] of photos) {
    await mkdir(join(folder, name));
    await copyFile(join('public/samples', photo), join(folder, name, photo));
  }
  await writeFile(join(folder, 'koala', 'broken.png'), 'no picture');
  return folder;
}

test('a network is measured on a folder of one’s own, and says what was left out', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '&disturb=grey');
  const id = await page.evaluate(() => window.vheat.state().sample);
  await page.getByLabel('Choose a folder of pictures').setInputFiles(await labelledFolder());
  await expect(
    page.getByText(
      'vHeat-Nano was measured on 2 of 3 pictures. 1 could not be opened. Left out, since they name no class: "dahlia".',
    ),
  ).toBeVisible();
  const table = page.getByRole('table', { name: /^Colour to grey/ });
  await expect(table.getByRole('columnheader', { name: 'vHeat-Nano, yours' })).toBeVisible();
  await expect(table.getByRole('row', { name: /^0 %/ })).toContainText('100.0 ± 0.0');
  const csv = await new ExplorerPage(page).copyCsv('Right answers');
  expect(csv).toContain('vHeat-Nano, yours');
  expect(csv).toMatch(/^grey,1,/m);
  expect(await page.evaluate(() => window.vheat.state().sample)).toBe(id);
});

test('pictures without classes are refused with what to do', async ({ page }) => {
  await open(page);
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  await copyFile('public/samples/koala.jpg', join(folder, 'koala.jpg'));
  await page.getByLabel('Choose a folder of pictures').setInputFiles(folder);
  await expect(page.getByRole('alert')).toContainText(
    'Give a folder with one folder for each class',
  );
});

test('a measurement is cancelled with what is counted', async ({ page }) => {
  await open(page);
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  await mkdir(join(folder, 'koala'));
  for (let i = 0; i < 200; i++)
    await copyFile('public/samples/koala.jpg', join(folder, 'koala', `${i}.jpg`));
  await page.getByRole('radio', { name: 'all', exact: true }).click();
  await page.getByLabel('Choose a folder of pictures').setInputFiles(folder);
  await page
    .getByRole('group', { name: 'Measurement' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(
    page.getByText(/^Cancelled\. vHeat-Nano was measured on \d+ of 200 pictures/),
  ).toBeVisible();
});

test('on a phone the picture, the answers and the severity are in sight together', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await expect(page.getByRole('img', { name: /^Goldfish, rotation/ })).toBeInViewport({ ratio: 1 });
  await expect(list(page, 'vHeat-Nano').first()).toBeInViewport({ ratio: 1 });
  await severity(page).press('End');
  await expect(page.getByRole('img', { name: /^Goldfish, rotation 180°/ })).toBeInViewport({
    ratio: 1,
  });
  await expect(severity(page)).toBeInViewport({ ratio: 1 });
});

for (const theme of ['dark', 'light'])
  test(`nothing is wrong with its accessibility, ${theme}`, async ({ page }) => {
    await open(page, `&theme=${theme}&disturb=occlusion&severity=0.4`);
    await expect(curve(page)).toHaveAccessibleName(/says goldfish/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
  });
