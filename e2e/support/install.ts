import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const TIME_LIMIT_MS = 10 * 60 * 1000;

/** Runs a command that installs something, and shows it; whether it succeeded. */
export function run(command: string, args: readonly string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    timeout: TIME_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

/** Installs Debian packages where that is possible without asking: as root on Debian or Ubuntu. */
export function installPackages(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', ...packages]);
}
