/**
 * The project's test command: unit tests, tensor and drawing code in a real Chromium, then the built app from
 * end to end. Ends with one line that counts everything.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './install-chromium.ts';

interface Count {
  passed: number;
  failed: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  /** Files that could not even be collected have no tests to fail. */
  testResults: { status: string; assertionResults: unknown[] }[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
}

const reports = mkdtempSync(join(tmpdir(), 'vheat-tests-'));
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };

function run(title: string, args: string[], more: Record<string, string> = {}): boolean {
  console.log(`\n== ${title}`);
  return spawnSync('npx', args, { stdio: 'inherit', env: { ...env, ...more } }).status === 0;
}

/** Reads a report; a run that ended badly without a failed test counts as one failure. */
function count(path: string, succeeded: boolean, read: (report: unknown) => Count): Count {
  let result: Count;
  try {
    result = read(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    result = { passed: 0, failed: 0 };
  }
  return succeeded || result.failed > 0 ? result : { ...result, failed: 1 };
}

function vitest(project: string): Count {
  const path = join(reports, `${project}.json`);
  const succeeded = run(`${project} tests`, [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ]);
  return count(path, succeeded, (report) => {
    const { numPassedTests, numFailedTests, testResults } = report as VitestReport;
    const broken = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  });
}

function endToEnd(): Count {
  if (!run('build', ['vite', 'build', '--logLevel', 'warn'])) return { passed: 0, failed: 1 };
  const path = join(reports, 'e2e.json');
  const succeeded = run('end-to-end tests', ['playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: path,
  });
  return count(path, succeeded, (report) => {
    const { stats, errors } = report as PlaywrightReport;
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
  });
}

const counts = [vitest('unit'), vitest('browser'), endToEnd()];
rmSync(reports, { recursive: true, force: true });
const passed = counts.reduce((sum, c) => sum + c.passed, 0);
const failed = counts.reduce((sum, c) => sum + c.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
