import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isModelId } from '../../src/engine/models/config.ts';
import { ToolError, UsageError, withTarget } from './command.ts';
import { isModelFolder } from './model-folder.ts';

/** A place for a model folder that nobody else writes to. */
export interface Reservation {
  readonly id: string;
  /** Where the folder will be. */
  readonly folder: string;
  /** Where it is written: it appears complete or not at all. */
  readonly draft: string;
  /** Puts the draft in its place. */
  readonly finish: () => Promise<void>;
}

/** Throws UsageError for what cannot be an id: it names a folder and stands in addresses. */
export function requireId(id: string): void {
  if (isModelId(id)) return;
  throw new UsageError(
    `"${id}" cannot be the id of a model: use small letters, digits, dots and hyphens.`,
  );
}

/**
 * Reserves a place for a model folder before work is spent on it; whatever happens, nothing but a finished folder is
 * left behind.
 * @param path its last part is the id
 * @param force whether a model folder that is there is replaced
 * @throws UsageError for a bad id; ToolError `exists`, `busy`, `file`
 */
export async function withReservation<T>(
  path: string,
  force: boolean,
  work: (reservation: Reservation) => Promise<T>,
): Promise<T> {
  const folder = resolve(path);
  const id = basename(folder);
  requireId(id);
  const taken = await stat(folder).catch(() => null);
  if (taken && !(force && (await isModelFolder(folder)))) {
    throw new ToolError(
      'exists',
      `${folder} exists already. Choose another name, or --force to replace a model folder.`,
    );
  }
  const beside = (ending: string) => join(dirname(folder), `.${id}.${ending}`);
  const [lock, draft, replaced] = [beside('lock'), beside('partial'), beside('replaced')];
  const made = await makeFolder(dirname(folder), folder);
  const state = { finished: false };
  try {
    await withTarget(folder, () => takeLock(lock, id));
    try {
      await rm(draft, { recursive: true, force: true }); // of a process that was killed
      await withTarget(folder, () => mkdir(draft));
      return await work({
        id,
        folder,
        draft,
        finish: () =>
          withTarget(folder, async () => {
            if (taken) await rename(folder, replaced);
            await rename(draft, folder);
            state.finished = true;
          }),
      });
    } finally {
      if (taken && !state.finished) await rename(replaced, folder).catch(() => undefined);
      for (const left of [draft, replaced, lock]) await rm(left, { recursive: true, force: true });
    }
  } finally {
    if (!state.finished) for (const parent of made) await rmdir(parent).catch(() => undefined);
  }
}

/**
 * Makes a folder and what is missing above it, one by one: asked to do it at once, Node never returns from a place such
 * as /proc that takes no folders.
 * @returns those that were made, innermost first
 */
async function makeFolder(path: string, asked: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = path; !(await isThere(at, asked)); at = dirname(at)) missing.push(at);
  const made: string[] = [];
  for (const folder of missing.reverse()) {
    await withTarget(asked, () => mkdir(folder));
    made.unshift(folder);
  }
  return made;
}

function isThere(path: string, asked: string): Promise<boolean> {
  return withTarget(asked, () =>
    stat(path).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
        throw error;
      },
    ),
  );
}

async function takeLock(lock: string, id: string): Promise<void> {
  const claim = () => writeFile(lock, String(process.pid), { flag: 'wx' });
  try {
    await claim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isRunning(owner)) {
      throw new ToolError(
        'busy',
        `Another command (process ${owner}) is writing ${id} at this moment. Wait for it, or choose another name.`,
      );
    }
    await rm(lock, { force: true });
    await claim();
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
