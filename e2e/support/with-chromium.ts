/** Runs a command once a Chromium is there: `tsx e2e/support/with-chromium.ts <command…>`. */
import { spawnSync } from 'node:child_process';
import { ensureChromium } from './install-chromium.ts';

const [command, ...args] = process.argv.slice(2);
const { status } = spawnSync('npx', [command, ...args], {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: ensureChromium() },
});
process.exitCode = status ?? 1;
