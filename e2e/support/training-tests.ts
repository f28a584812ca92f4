/** The tests of the training recipe, which are Python's: run where Python and the recipe's requirements are. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const FOLDER = 'models/training';
const VENV = '.venv/bin/python';
const python = existsSync(`${FOLDER}/${VENV}`) ? VENV : 'python3';

/** Why these tests cannot run here, or undefined where they can. */
export function missingForTraining(): string | undefined {
  const imports = 'import numpy, PIL, pytest, safetensors, torch';
  const tried = spawnSync(python, ['-c', imports], { cwd: FOLDER, encoding: 'utf8' });
  if (tried.error) return 'there is no Python';
  if (tried.status === 0) return undefined;
  return tried.stderr.trim().split('\n').at(-1) ?? 'Python does not start';
}

/** Runs them, with a report for `trainingCount` at this path; whether all went well. */
export function trainingTests(report: string): boolean {
  const args = ['-m', 'pytest', '-q', '--disable-warnings', `--junitxml=${report}`];
  return spawnSync(python, args, { cwd: FOLDER, stdio: 'inherit' }).status === 0;
}

/** The numbers of a JUnit report; throws where it is none. */
export function trainingCount(report: string): {
  passed: number;
  failed: number;
  skipped: number;
} {
  const suite = /<testsuite [^>]*>/.exec(readFileSync(report, 'utf8'))?.[0] ?? '';
  const [tests, skipped, failures, errors] = ['tests', 'skipped', 'failures', 'errors'].map(
    (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? NaN),
  );
  const failed = failures + errors;
  if (Number.isNaN(tests + skipped + failed)) throw new Error(`${report} is no JUnit report`);
  return { passed: tests - skipped - failed, failed, skipped };
}
