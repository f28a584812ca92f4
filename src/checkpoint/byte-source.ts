/** Random access to the bytes of a file that need not fit in memory. */
export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /**
   * Reads bytes `start` (inclusive) to `end` (exclusive), which must lie inside the file.
   * @returns a fresh copy with its own buffer: the caller owns it
   */
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A file picked, dropped or downloaded; only the slices asked for are read from the disk. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/** Bytes already in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    slice: (start, end) => Promise.resolve(new Uint8Array(bytes.subarray(start, end))),
  };
}

/** Files that are one file cut into parts, read as the whole. */
export function joinSources(parts: readonly ByteSource[]): ByteSource {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    size,
    async slice(start, end) {
      const bytes = new Uint8Array(end - start);
      let offset = 0;
      for (const part of parts) {
        const from = Math.max(start - offset, 0);
        const to = Math.min(end - offset, part.size);
        if (from < to) bytes.set(await part.slice(from, to), offset + from - start);
        offset += part.size;
      }
      return bytes;
    },
  };
}
