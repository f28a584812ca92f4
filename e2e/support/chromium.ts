import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Flags that keep Chromium from calling home; it also runs as root in containers. */
const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium with real WebGPU, compute and canvas, on SwiftShader's software Vulkan. */
export const WEBGPU_FLAGS = [
  ...QUIET_FLAGS,
  '--enable-unsafe-webgpu',
  '--enable-gpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

/** Chromium without any WebGPU adapter: the path of a machine that has none. */
export const NO_GPU_FLAGS = QUIET_FLAGS;

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds a Chromium: `CHROMIUM_PATH`, then the system's `chromium` or `google-chrome`, then
 * Playwright's own. Returns undefined where there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return named;
  }
  return [...SYSTEM_PATHS, chromium.executablePath()].find((path) => existsSync(path));
}

/** The Chromium to launch; where none is found, the path where Playwright's own would be. */
export function chromiumPath(): string {
  return findChromium() ?? chromium.executablePath();
}
