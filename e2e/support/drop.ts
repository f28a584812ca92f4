import type { Page } from '@playwright/test';

/** Drops files on the window as a user does, whatever view is open. */
export async function drop(
  page: Page,
  ...files: { name: string; bytes: Uint8Array }[]
): Promise<void> {
  const data = await page.evaluateHandle(
    async (list) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of list) {
        const response = await fetch(`data:application/octet-stream;base64,${base64}`);
        transfer.items.add(new File([await response.blob()], name));
      }
      return transfer;
    },
    files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })),
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}
