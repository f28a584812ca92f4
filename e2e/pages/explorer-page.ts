import { expect, type Locator, type Page } from '@playwright/test';

/** The app as a user meets it: found by roles and names, read as text and numbers. */
export class ExplorerPage {
  readonly predictions: Locator;
  readonly backend: Locator;
  readonly chooseImage: Locator;
  readonly samples: Locator;
  /** Of the Models view. */
  readonly openCheckpoint: Locator;
  readonly models: Locator;

  constructor(readonly page: Page) {
    this.predictions = page.getByRole('list', { name: 'Predictions' });
    this.backend = page.getByRole('group', { name: 'Backend' });
    this.chooseImage = page.getByLabel('Choose image');
    this.samples = page.getByRole('list', { name: 'Sample photos' });
    this.openCheckpoint = page.getByLabel('Open checkpoint');
    this.models = page.getByRole('list', { name: 'Models' });
  }

  /** Opens the app and waits until it has classified its first photo. */
  async open(search = ''): Promise<void> {
    await this.page.goto(`./${search}`);
    await this.ready();
  }

  /** Changes the view by its name in the navigation. */
  async goto(title: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: title }).click();
  }

  async ready(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-status', 'ready', {
      timeout: 90_000,
    });
  }

  /** Waits until the app and all that belongs to this many models is kept for a visit without network. */
  async kept(models: number): Promise<void> {
    const look = () =>
      this.page.evaluate(async () => {
        const keys = async (name: string) => (await caches.open(name)).keys();
        const weights = (await keys('weights')).length;
        const used = await keys('on-demand');
        const measures = used.filter(({ url }) => url.includes('/outliers.json')).length;
        return navigator.serviceWorker.controller === null ? 0 : Math.min(weights, measures);
      });
    await expect.poll(look).toBe(models);
  }

  /** Lines such as "tabby cat, 61.2 %". */
  async topFive(): Promise<{ label: string; probability: number }[]> {
    const lines = await this.predictions.getByRole('listitem').allTextContents();
    return lines.map((line) => {
      const match = /^(.*), (\d+\.\d) %$/.exec(line);
      if (match === null) throw new Error(`not a prediction: "${line}"`);
      return { label: match[1], probability: Number(match[2]) / 100 };
    });
  }

  /** Copies the numbers of a figure or chart by its menu. */
  async copyCsv(name: string): Promise<string> {
    await this.page.getByRole('button', { name: `Export ${name}` }).click();
    await this.page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    await expect(this.page.getByText('copied', { exact: true })).toBeVisible();
    const text = await this.page.evaluate(() => navigator.clipboard.readText());
    await expect(this.page.getByText('copied', { exact: true })).toHaveCount(0);
    return text;
  }

  /** Error messages on the page with their codes. */
  notice(code: string): Locator {
    return this.page.locator(`[data-code="${code}"]`);
  }
}
