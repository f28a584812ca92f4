import { defineConfig } from '@playwright/test';
import { chromiumPath, NO_GPU_FLAGS, WEBGPU_FLAGS } from './e2e/support/chromium.ts';

const PORT = Number(process.env.E2E_PORT ?? 4317);
const executablePath = chromiumPath();

/** Specs whose name ends in `.webgpu` need a GPU, all others run where there is none: the slower machine's path. */
export default defineConfig({
  testDir: './e2e/specs',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  // Software rendering uses all cores by itself.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
  },
  projects: [
    {
      name: 'wasm',
      testIgnore: /\.webgpu\.spec\.ts$/,
      use: { launchOptions: { executablePath, args: NO_GPU_FLAGS } },
    },
    {
      name: 'webgpu',
      testMatch: /\.webgpu\.spec\.ts$/,
      use: { launchOptions: { executablePath, args: WEBGPU_FLAGS } },
    },
  ],
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
