import { open } from 'node:fs/promises';
import { joinSources, type ByteSource } from '../../src/checkpoint/byte-source.ts';
import { withPath } from './command.ts';

/**
 * Gives `read` the bytes of a file, or of files that are one file cut into parts, and closes them afterwards. Only the
 * slices asked for are read.
 */
export async function withFiles<T>(
  paths: readonly string[],
  read: (source: ByteSource) => Promise<T>,
): Promise<T> {
  const opened: { source: ByteSource; close(): Promise<void> }[] = [];
  try {
    for (const path of paths) opened.push(await withPath(path, () => openFile(path)));
    return await read(joinSources(opened.map(({ source }) => source)));
  } finally {
    for (const file of opened) await file.close();
  }
}

async function openFile(path: string) {
  const handle = await open(path);
  const { size } = await handle.stat();
  const source: ByteSource = {
    size,
    async slice(start, end) {
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(
          bytes,
          filled,
          bytes.length - filled,
          start + filled,
        );
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
  return { source, close: () => handle.close() };
}
