import { open, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { joinSources, type ByteSource } from '../../src/checkpoint/byte-source.ts';
import { filesOf, type Part } from '../../src/checkpoint/parts.ts';
import { requireFile, withPath } from './command.ts';

/**
 * Gives `read` the bytes of a file, or of files that are one file cut into parts, and closes them afterwards. Only the
 * slices asked for are read.
 */
export function withFiles<T>(
  paths: readonly string[],
  read: (source: ByteSource) => Promise<T>,
): Promise<T> {
  return withParts(paths, (parts) => read(joinSources(parts.map(({ source }) => source))));
}

/** Gives `read` every file on its own; files that an index among them names come along from its folder. */
export async function withParts<T>(
  paths: readonly string[],
  read: (parts: readonly Part[]) => Promise<T>,
): Promise<T> {
  const opened: { part: Part; close(): Promise<void> }[] = [];
  try {
    for (const path of await withIndexed(paths))
      opened.push(await withPath(path, () => openFile(path)));
    return await read(opened.map(({ part }) => part));
  } finally {
    for (const file of opened) await file.close();
  }
}

/** Files that an index names and that are not there are left to the reader, which knows all that are missing. */
async function withIndexed(paths: readonly string[]): Promise<string[]> {
  const index = paths.find((path) => path.endsWith('.index.json'));
  if (index === undefined) return [...paths];
  const bytes = await withPath(index, () => readFile(index));
  const named = filesOf(basename(index), bytes)
    .filter((name) => name === basename(name))
    .map((name) => join(dirname(index), name));
  const there = await Promise.all(
    named.map((path) =>
      stat(path).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  const names = new Set(paths.map((path) => basename(path)));
  return [...paths, ...named.filter((path, i) => there[i] && !names.has(basename(path)))];
}

async function openFile(path: string) {
  requireFile(path, await stat(path)); // opening a pipe would wait for somebody to write
  const handle = await open(path);
  const { size } = await handle.stat();
  const source: ByteSource = {
    size,
    slice: (start, end) =>
      withPath(path, async () => {
        const bytes = new Uint8Array(end - start);
        let filled = 0;
        while (filled < bytes.length) {
          const rest = bytes.length - filled;
          const { bytesRead } = await handle.read(bytes, filled, rest, start + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      }),
  };
  return { part: { name: basename(path), source }, close: () => handle.close() };
}
