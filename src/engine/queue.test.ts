import { describe, expect, it } from 'vitest';
import { JobQueue } from './queue.ts';

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('JobQueue', () => {
  it('runs one job at a time, in order', async () => {
    const queue = new JobQueue();
    const log: string[] = [];
    const first = gate();
    const a = queue.run(null, async () => {
      log.push('a starts');
      await first.opened;
      log.push('a ends');
    });
    const b = queue.run(null, () => Promise.resolve(log.push('b')));
    first.open();
    await Promise.all([a, b]);
    expect(log).toEqual(['a starts', 'a ends', 'b']);
  });

  it('keeps only the newest waiting job of a lane', async () => {
    const queue = new JobQueue();
    const first = gate();
    const running = queue.run('classify', () => first.opened.then(() => 'running'));
    const replaced = queue.run('classify', () => Promise.resolve('replaced'));
    const other = queue.run('capture', () => Promise.resolve('other'));
    const newest = queue.run('classify', () => Promise.resolve('newest'));
    first.open();
    await expect(replaced).rejects.toMatchObject({ code: 'superseded' });
    expect(await Promise.all([running, other, newest])).toEqual(['running', 'other', 'newest']);
  });

  it('goes on after a failure', async () => {
    const queue = new JobQueue();
    const failed = queue.run(null, () => Promise.reject(new Error('no')));
    const next = queue.run(null, () => Promise.resolve(1));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe(1);
  });

  it('work that throws at once rejects its own call, and the queue goes on', async () => {
    const queue = new JobQueue();
    const thrown = queue.run(null, () => {
      throw new Error('at once');
    });
    const next = queue.run(null, () => Promise.resolve('next'));
    await expect(thrown).rejects.toThrow('at once');
    expect(await next).toBe('next');
  });
});
