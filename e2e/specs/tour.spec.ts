import { expect, test, type Page } from '@playwright/test';
import { CHAPTERS, nameOf, stopAfter, stopNamed, type Stop } from '../../src/content/tour/tour.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

test.use({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });

const PHOTO = new URL('../../public/samples/goldfish.jpg', import.meta.url).pathname;

/** All stops from one on. */
function way(from: string): Stop[] {
  const stops: Stop[] = [];
  for (let at = stopNamed(from); at !== null; at = stopAfter(nameOf(at), 1)) stops.push(at);
  return stops;
}

const tour = (page: Page) => page.getByRole('complementary', { name: /^(Tour|导览)$/ });
const settings = (page: Page) => page.evaluate(() => window.vheat.state());

for (const [lang, layout, from] of [
  ['en', '', '1'],
  ['zh', '&present', '1'],
  ['en', '&present', 'stage'],
] as const)
  test(`the way from ${from} by keyboard, ${lang}${layout}: words, settings and what they are about`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await new ExplorerPage(page).open(`?lang=${lang}${layout}&tour=${from}`);
    for (const stop of way(from)) {
      const { step, chapter } = stop;
      await expect(tour(page).getByRole('heading')).toContainText(chapter.title[lang]);
      await expect(tour(page)).toContainText(step.text[lang]);
      await expect(tour(page)).toBeInViewport({ ratio: 1 });
      expect(await settings(page)).toMatchObject({ ...step.state, play: false });
      const pointed = page.locator(`[data-panel="${step.point}"][data-pointed]`);
      await expect(pointed.first()).toBeInViewport({ timeout: 30_000 });
      await page.keyboard.press(stop.index % 2 === 0 ? 'ArrowRight' : ' ');
    }
    await expect(tour(page)).toHaveCount(0);
    expect(await settings(page)).toMatchObject({ tour: null, play: false });
  });

test('a guess is answered, what is touched comes back, and the photo of one’s own stays', async ({
  page,
}) => {
  const app = new ExplorerPage(page);
  await app.open();
  await app.chooseImage.setInputFiles(PHOTO);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('goldfish.jpg');
  await page.getByRole('button', { name: 'Tour' }).click();
  await tour(page).getByRole('button', { name: 'It blurs, fine detail first' }).click();
  await expect(tour(page)).toContainText('You guessed right.');
  expect(await settings(page)).toMatchObject({ photo: 'own', tour: '1.2' });

  const restore = tour(page).getByRole('button', { name: 'Back to this step' });
  await expect(restore).toHaveCount(0);
  await page.evaluate(() => window.vheat.setState({ labSize: 512 }));
  await restore.click();
  await expect(restore).toHaveCount(0);
  expect(await settings(page)).toMatchObject({ labSize: 256, photo: 'own' });

  await page.goBack();
  await expect(tour(page)).toContainText(CHAPTERS[0].steps[0].text.en);
  await tour(page).getByRole('button', { name: 'Leave the tour' }).click();
  await expect(tour(page)).toHaveCount(0);
});

test('keys of the page: present, theme, views, black, the list of keys', async ({ page }) => {
  await new ExplorerPage(page).open();
  const header = page.getByRole('banner');
  await page.keyboard.press('p');
  await expect(header).not.toBeInViewport();
  await page.mouse.move(300, 20);
  await expect(header).toBeInViewport();
  await page.keyboard.press('2');
  await expect.poll(() => settings(page)).toMatchObject({ view: 'diffuse', present: true });
  const theme = await page.locator('html').getAttribute('data-theme');
  await page.keyboard.press('t');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', String(theme));
  await page.keyboard.press('b');
  const black = page.getByRole('button', { name: /screen is black/ });
  await expect(black).toBeVisible();
  await page.keyboard.press('b');
  await expect(black).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await settings(page)).toMatchObject({ present: true });
  await page.keyboard.press('Escape');
  await expect.poll(() => settings(page)).toMatchObject({ present: false });
});

test('embedded there is no header, and a mark leads to the same state in a tab', async ({
  page,
}) => {
  await new ExplorerPage(page).open('?embed&view=diffuse&t=4');
  await expect(page.getByRole('banner')).toHaveCount(0);
  const mark = page.getByRole('link', { name: 'vHeat Explorer' });
  await mark.focus();
  await expect(mark).toHaveAttribute('href', /view=diffuse.*t=4/);
  await expect(mark).not.toHaveAttribute('href', /embed/);
});
