import { describe, expect, test } from 'vitest';
import { isModest, joined, rateLimit } from './limits.ts';

describe('what is heard of a stranger', () => {
  test('messages of 64 MB and of a moderate number of parts, whatever refers to what', () => {
    const cyclic: Record<string, unknown> = { vheat: 1 };
    cyclic.args = [cyclic];
    expect(isModest(cyclic)).toBe(true);
    expect(isModest({ args: [new Blob([new Uint8Array(2 ** 20)])] })).toBe(true);
    expect(isModest({ args: [new Uint8Array(65 * 2 ** 20)] })).toBe(false);
    expect(isModest({ args: [new ArrayBuffer(40 * 2 ** 20), 'x'.repeat(20 * 2 ** 20)] })).toBe(
      false,
    );
    expect(isModest(Array.from({ length: 30_000 }, (_, i) => ({ i })))).toBe(false);
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(isModest(deep)).toBe(false);
  });

  test('sixty calls a second', () => {
    let now = 0;
    const allows = rateLimit(() => now);
    const heard = (calls: number) => Array.from({ length: calls }, allows).filter(Boolean).length;
    expect(heard(1000)).toBe(60);
    now = 500;
    expect(heard(1000)).toBe(30);
    now = 60_000;
    expect(heard(1000)).toBe(60);
  });

  test('changes that come while one is made are joined, and settle with it', async () => {
    const applied: object[] = [];
    const change = joined(async (settings: { t?: number; k?: number }) => {
      applied.push(settings);
      await Promise.resolve();
      if (settings.t === 9) throw new Error('nine');
    });
    await Promise.all([change({ t: 1 }), change({ k: 2 }), change({ t: 3 })]);
    expect(applied).toEqual([{ t: 3, k: 2 }]);
    await expect(Promise.all([change({ t: 9 })])).rejects.toThrow('nine');
    await change({ t: 4 });
    expect(applied.at(-1)).toEqual({ t: 4 });
  });
});
