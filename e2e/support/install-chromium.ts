import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';

const TIME_LIMIT_MS = 10 * 60 * 1000;

function run(command: string, args: string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    timeout: TIME_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

/**
 * Path of a Chromium that runs; installs one where there is none and says so: as root on Debian or Ubuntu
 * by apt, else Playwright's own.
 * @throws Error with what to do by hand
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  console.log('The tests need Chromium and found none: installing one.');
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', 'chromium']);
  }
  if (findChromium() === undefined)
    run('npx', ['playwright', 'install', '--with-deps', 'chromium']);
  const installed = findChromium();
  if (installed === undefined)
    throw new Error(
      'No Chromium could be installed. Install Chromium or Chrome yourself, or name one in the environment variable CHROMIUM_PATH, and run the tests again.',
    );
  return installed;
}
