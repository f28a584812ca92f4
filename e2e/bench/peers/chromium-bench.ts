import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { createServer } from 'vite';
import { simdPrograms } from '../../../build/simd.ts';
import { threadedWasm } from '../../../build/worker.ts';
import { chromiumPath } from '../../support/chromium.ts';
import type * as Program from '../bench-page.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PROGRAM = '/e2e/bench/bench-page.ts';

/** Threads need shared memory, which only isolated pages have; their workers have to be isolated as well. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

type Answer<Name extends keyof typeof Program> = Awaited<ReturnType<(typeof Program)[Name]>>;

/** Serves the repository to browsers that run `bench-page.ts`. */
export async function serveBench() {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    plugins: [simdPrograms()],
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', headers: ISOLATED },
    optimizeDeps: {
      // Found late, a dependency is bundled late, and the page reloads in the middle of its work.
      include: [
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-core/dist/register_all_gradients',
        '@tensorflow/tfjs-backend-webgpu',
        'fflate',
        'valibot',
        '@noble/hashes/sha2.js',
      ],
      // Finds its binaries beside itself.
      exclude: ['onnxruntime-web'],
      rolldownOptions: { plugins: [threadedWasm()] },
    },
  });
  await server.listen();
  const address = server.resolvedUrls?.local.at(0) ?? '';

  /** Calls a function of the page's program on a page of its own. */
  async function call<Name extends keyof typeof Program>(
    browser: Browser,
    name: Name,
    parameters: Parameters<(typeof Program)[Name]>,
    isolated = false,
  ): Promise<Answer<Name>> {
    const page = await browser.newPage();
    await page.route(`${address}bench`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: isolated ? ISOLATED : {},
        body: '<!doctype html><title>bench</title>',
      }),
    );
    await page.goto(`${address}bench`);
    try {
      return await page.evaluate(
        async ([path, wanted, given]) => {
          const program = (await import(path)) as Record<string, (...p: unknown[]) => unknown>;
          return (await program[wanted](...given)) as Answer<Name>;
        },
        [PROGRAM, name, parameters as unknown[]] as const,
      );
    } finally {
      await page.close();
    }
  }

  return { call, close: () => server.close() };
}

export function launch(args: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args });
}
