/**
 * The project's test command: unit tests, the built app in three browser engines, tensor and drawing code in a real
 * Chromium, then the whole app from end to end. Ends with one line that counts everything.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './install-chromium.ts';
import { missingForTraining, trainingCount, trainingTests } from './training-tests.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  /** Files that could not even be collected have no tests to fail. */
  testResults: { status: string; assertionResults: unknown[] }[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

const NOTHING: Count = { passed: 0, failed: 0, skipped: 0 };
const FAILURE: Count = { ...NOTHING, failed: 1 };

const reports = mkdtempSync(join(tmpdir(), 'vheat-tests-'));
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };

/** Runs a command; its output comes in one piece, so that two may run side by side. */
function run(title: string, args: string[], more: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const command = spawn('npx', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, ...more },
    });
    const output: Buffer[] = [];
    for (const stream of [command.stdout, command.stderr])
      stream.on('data', (part: Buffer) => output.push(part));
    command.on('close', (status) => {
      console.log(`\n== ${title}\n${Buffer.concat(output).toString()}`);
      resolve(status === 0);
    });
  });
}

function count(path: string, succeeded: boolean, read: (report: unknown) => Count): Count {
  return counted(succeeded, () => read(JSON.parse(readFileSync(path, 'utf8'))));
}

/** Reads a report; a run that ended badly without a failed test counts as one failure. */
function counted(succeeded: boolean, read: () => Count): Count {
  let result: Count;
  try {
    result = read();
  } catch {
    return FAILURE;
  }
  return succeeded || result.failed > 0 ? result : { ...result, failed: 1 };
}

async function vitest(project: string): Promise<Count> {
  const path = join(reports, `${project}.json`);
  const succeeded = await run(`${project} tests`, [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ]);
  return count(path, succeeded, (report) => {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = report as VitestReport;
    const broken = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return {
      passed: numPassedTests,
      failed: numFailedTests + broken.length,
      skipped: numPendingTests,
    };
  });
}

async function engines(): Promise<Count> {
  await run('browser engines', ['tsx', 'e2e/engines/install-engines.ts']);
  return vitest('engines');
}

async function endToEnd(): Promise<Count> {
  const path = join(reports, 'e2e.json');
  const succeeded = await run('end-to-end tests', ['playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: path,
  });
  return count(path, succeeded, (report) => {
    const { stats, errors } = report as PlaywrightReport;
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
    };
  });
}

function training(): Count {
  if (untestable !== undefined) return NOTHING;
  console.log('\n== training tests');
  const path = join(reports, 'training.xml');
  return counted(trainingTests(path), () => trainingCount(path));
}

const untestable = missingForTraining();
const built = await run('build', ['vite', 'build', '--logLevel', 'warn']);
const counts = [
  ...(await Promise.all([vitest('unit'), built ? engines() : FAILURE])),
  await vitest('browser'),
  built ? await endToEnd() : FAILURE,
  training(),
];
rmSync(reports, { recursive: true, force: true });
const sum = (key: keyof Count) => counts.reduce((total, one) => total + one[key], 0);
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
if (untestable !== undefined)
  console.log(`\nSKIPPED: the tests of models/training (${untestable}).`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
