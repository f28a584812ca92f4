import { defineConfig } from 'vitest/config';
import { playwright } from '@vitest/browser-playwright';
import { simdPrograms } from './build/simd.ts';
import { chromiumPath, WEBGPU_FLAGS } from './e2e/support/chromium.ts';

const exclude = ['**/node_modules/**', 'dist/**', 'e2e/specs/**', 'e2e/engines/**'];

export default defineConfig({
  test: {
    projects: [
      {
        // The built app in whatever engines this machine has.
        test: {
          name: 'engines',
          environment: 'node',
          include: ['e2e/engines/*.engines.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [simdPrograms()],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{src,models/tools,e2e}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.browser.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [simdPrograms()],
        // Found late, a dependency is bundled late, and the page reloads in the middle of a test.
        optimizeDeps: {
          include: [
            '@noble/hashes/sha2.js',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgl',
            '@tensorflow/tfjs-backend-webgpu',
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-core/dist/register_all_gradients',
            'd3',
            'fast-check',
            'fflate',
            'gifenc',
            'mediabunny',
            'valibot',
          ],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.{ts,tsx}'],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // Two tensor backends at once on software WebGPU only slow each other down.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromiumPath(), args: WEBGPU_FLAGS },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
