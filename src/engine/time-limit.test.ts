import { describe, expect, it, vi } from 'vitest';
import { inTime } from './time-limit.ts';

const never = new Promise<never>(() => undefined);

describe('inTime', () => {
  it('settles as the work does', async () => {
    expect(await inTime(1000, Promise.resolve(5))).toBe(5);
    await expect(inTime(1000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('gives up on work that never answers', async () => {
    await expect(inTime(10, never)).rejects.toMatchObject({
      code: 'start-timeout',
      params: { milliseconds: 10 },
    });
  });

  it('hands over what comes too late, so that it can be freed', async () => {
    const late = vi.fn();
    let finish: (result: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => {
      finish = resolve;
    });
    await expect(inTime(10, work, late)).rejects.toMatchObject({ code: 'start-timeout' });
    expect(late).not.toHaveBeenCalled();
    finish('device');
    await vi.waitFor(() => expect(late).toHaveBeenCalledWith('device'));
  });
});
