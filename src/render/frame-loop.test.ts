import { describe, expect, it } from 'vitest';
import { createFrameLoop, LONGEST_STEP } from './frame-loop.ts';

function heldClock() {
  let pending: ((now: number) => void) | null = null;
  let requests = 0;
  return {
    requestAnimationFrame(callback: (now: number) => void) {
      pending = callback;
      return ++requests;
    },
    cancelAnimationFrame() {
      pending = null;
    },
    get requests() {
      return requests;
    },
    get idle() {
      return pending === null;
    },
    tick(now: number) {
      const callback = pending;
      pending = null;
      callback?.(now);
    },
  };
}

describe('frame loop', () => {
  it('draws once however often it is marked dirty, then sleeps', () => {
    const clock = heldClock();
    const loop = createFrameLoop(clock);
    let frames = 0;
    loop.add(() => {
      frames++;
      return false;
    });
    loop.markDirty();
    loop.markDirty();
    expect(clock.requests).toBe(1);
    clock.tick(0);
    expect(frames).toBe(1);
    expect(clock.idle).toBe(true);
    loop.markDirty();
    clock.tick(16);
    expect(frames).toBe(2);
  });

  it('goes on while a task wants more and reports the time between frames', () => {
    const clock = heldClock();
    const loop = createFrameLoop(clock);
    const steps: number[] = [];
    loop.add((elapsed) => {
      steps.push(elapsed);
      return steps.length < 3;
    });
    clock.tick(1000);
    clock.tick(1016);
    clock.tick(1048);
    expect(steps.map((s) => Math.round(s * 1000))).toEqual([0, 16, 32]);
    expect(clock.idle).toBe(true);
  });

  it('does not jump after a sleep, nor after a rest', () => {
    const clock = heldClock();
    const loop = createFrameLoop(clock);
    const steps: number[] = [];
    let more = true;
    loop.add((elapsed) => {
      steps.push(elapsed);
      return more;
    });
    clock.tick(0);
    clock.tick(600_000);
    expect(steps[1]).toBe(LONGEST_STEP);
    more = false;
    clock.tick(600_016);
    loop.markDirty();
    clock.tick(900_000);
    expect(steps[3]).toBe(0);
  });

  it('stops calling a removed task, and all of them when destroyed', () => {
    const clock = heldClock();
    const loop = createFrameLoop(clock);
    const calls: string[] = [];
    const remove = loop.add(() => {
      calls.push('a');
      remove();
      return false;
    });
    loop.add(() => {
      calls.push('b');
      return false;
    });
    clock.tick(0);
    loop.markDirty();
    clock.tick(16);
    expect(calls).toEqual(['a', 'b', 'b']);
    loop.markDirty();
    loop.destroy();
    clock.tick(32);
    expect(calls).toEqual(['a', 'b', 'b']);
  });
});
