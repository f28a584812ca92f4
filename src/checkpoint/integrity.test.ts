import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { sha256 } from './integrity.ts';

afterEach(() => vi.unstubAllGlobals());

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test.each(['crypto.subtle', 'the library'])(
  'by %s, SHA-256 is the one of the world',
  async (by) => {
    if (by === 'the library') vi.stubGlobal('crypto', {}); // as on plain http
    expect(await sha256(new TextEncoder().encode('abc'))).toBe(ABC);
    expect(await sha256(new Blob(['a', 'bc']))).toBe(ABC);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (random) => {
        const bytes = new Uint8Array(random);
        expect(await sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  },
);
