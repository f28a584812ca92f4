import { findChromium } from './chromium.ts';
import { installPackages, run } from './install.ts';

/**
 * Path of a Chromium that runs; installs one where there is none and says so: as root on Debian or Ubuntu
 * by apt, else Playwright's own.
 * @throws Error with what to do by hand
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  console.log('The tests need Chromium and found none: installing one.');
  installPackages(['chromium']);
  if (findChromium() === undefined)
    run('npx', ['playwright', 'install', '--with-deps', 'chromium']);
  const installed = findChromium();
  if (installed === undefined)
    throw new Error(
      'No Chromium could be installed. Install Chromium or Chrome yourself, or name one in the environment variable CHROMIUM_PATH, and run the tests again.',
    );
  return installed;
}
