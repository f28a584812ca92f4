import { chromium, type Page } from 'playwright';
import { preview } from 'vite';
import { chromiumPath, NO_GPU_FLAGS } from '../support/chromium.ts';

const PORT = Number(process.env.E2E_PORT ?? 4321);

/** Runs work in the built app, in Chromium on WASM, with a model of the catalogue. */
export async function inApp(model: string, work: (page: Page) => Promise<void>): Promise<void> {
  const server = await preview({ preview: { port: PORT, strictPort: true }, logLevel: 'silent' });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: NO_GPU_FLAGS });
  try {
    // A worker that takes over reloads the page.
    const page = await browser.newPage({ serviceWorkers: 'block' });
    await page.goto(`http://localhost:${PORT}/?model=${model}&backend=wasm`);
    await page.waitForSelector('html[data-status=ready]', { timeout: 90_000 });
    await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
