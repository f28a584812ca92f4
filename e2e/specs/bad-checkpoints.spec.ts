import { expect, test } from '@playwright/test';
import { en } from '../../src/content/messages/en.ts';
import { sayIn } from '../../src/content/messages/messages.ts';
import type { BadFile } from '../../src/testing/bad-files/bad-file.ts';
import { BAD_ZIPS, STRANGERS } from '../../src/testing/bad-files/containers.ts';
import { FORBIDDEN_PICKLES, MALFORMED_PICKLES } from '../../src/testing/bad-files/pickles.ts';
import { BAD_SAFETENSORS } from '../../src/testing/bad-files/safetensors.ts';
import { BAD_TENSORS } from '../../src/testing/bad-files/tensors.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

const say = sayIn(en);

const KINDS: readonly (readonly [kind: string, files: readonly BadFile[]])[] = [
  ['pickles that ask for what weights do not need', FORBIDDEN_PICKLES],
  ['pickles that are malformed', MALFORMED_PICKLES],
  ['tensors that contradict their data', BAD_TENSORS],
  ['zip files', BAD_ZIPS],
  ['files that are something else', STRANGERS],
  ['safetensors', BAD_SAFETENSORS],
];

for (const [kind, files] of KINDS)
  test(`bad ${kind} are refused in their exact words, and the network before stays at work`, async ({
    page,
  }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const before = await app.topFive();
    await app.goto('Models');
    const running = page.getByTitle('Choose another model');
    const name = await running.textContent();
    for (const [what, bytes, error] of files)
      await test.step(what, async () => {
        const buffer = Buffer.from(bytes);
        await app.openCheckpoint.setInputFiles({ name: `${error.code}.pth`, mimeType: '', buffer });
        const notice = app.notice(error.code);
        await expect(notice.getByText(say(error), { exact: true })).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('data-status', 'ready');
        await notice.getByRole('button', { name: 'Dismiss' }).click();
        await expect(notice).toBeHidden();
      });
    expect(await running.textContent()).toBe(name);
    await app.goto('Classify');
    expect(await app.topFive()).toEqual(before);
    await app.samples.getByRole('button').nth(2).click();
    await expect.poll(() => app.topFive()).not.toEqual(before);
  });
