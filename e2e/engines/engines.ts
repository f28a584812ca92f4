import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChromium, NO_GPU_FLAGS } from '../support/chromium.ts';
import { startSession, type Session } from './webdriver.ts';

/** One of the three browser engines; `path` is undefined where it is not installed. */
export interface Engine {
  readonly name: 'Chromium' | 'Firefox' | 'WebKit';
  /** Debian's package. */
  readonly packages: readonly string[];
  readonly path: () => string | undefined;
  readonly start: (path: string) => Promise<Session>;
}

function first(paths: readonly (string | undefined)[]): string | undefined {
  return paths.find((path) => path !== undefined && path !== '' && existsSync(path));
}

async function byPuppeteer(browser: Promise<Browser>): Promise<Session> {
  const running = await browser;
  const page = await running.newPage();
  page.setDefaultTimeout(240_000);
  return {
    async goto(url) {
      await page.goto(url);
    },
    run: <T>(script: string) => page.evaluate(`(${script})()`) as Promise<T>,
    close: () => running.close(),
  };
}

const WEBKIT_PORT = 4457;

/** A display of its own, since WebKit's small browser has no headless mode. */
const DISPLAY = ':97';

async function startWebKit(browser: string): Promise<Session> {
  const display = spawn('Xvfb', [DISPLAY, '-screen', '0', '1280x900x24'], { stdio: 'ignore' });
  try {
    const session = await startSession(
      ['WebKitWebDriver', `--port=${WEBKIT_PORT}`],
      WEBKIT_PORT,
      { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } },
      // Without a GPU, and as root in a container.
      {
        DISPLAY,
        LIBGL_ALWAYS_SOFTWARE: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    );
    return {
      ...session,
      async close() {
        await session.close();
        display.kill();
      },
    };
  } catch (error) {
    display.kill();
    throw error;
  }
}

export const ENGINES: readonly Engine[] = [
  {
    name: 'Chromium',
    packages: ['chromium'],
    path: findChromium,
    start: (executablePath) =>
      byPuppeteer(puppeteer.launch({ executablePath, args: NO_GPU_FLAGS })),
  },
  {
    name: 'Firefox',
    packages: ['firefox-esr'],
    path: () => first([process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']),
    start: (executablePath) =>
      byPuppeteer(puppeteer.launch({ browser: 'firefox', executablePath })),
  },
  {
    name: 'WebKit',
    packages: ['webkit2gtk-driver', 'xvfb'],
    path: () =>
      existsSync('/usr/bin/WebKitWebDriver') && existsSync('/usr/bin/Xvfb')
        ? first(
            ['x86_64', 'aarch64'].flatMap((machine) =>
              ['4.1', '4.0'].map(
                (version) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
              ),
            ),
          )
        : undefined,
    start: startWebKit,
  },
];
