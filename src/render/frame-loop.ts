/** Draws one frame; `elapsed` is in seconds. Returning true asks for another frame. */
export type FrameTask = (elapsed: number) => boolean;

/** One loop for a whole page: it runs while something is dirty and sleeps otherwise. */
export interface FrameLoop {
  /** Adds a task, called once a frame in order of arrival, and marks it dirty. @returns removes it */
  add(task: FrameTask): () => void;
  /** Asks for a frame; any number of calls between two frames costs one. */
  markDirty(): void;
  /** No frames until {@link FrameLoop.resume}: nobody sees them. */
  pause(): void;
  resume(): void;
  destroy(): void;
}

/**
 * Longest step a frame may report, in seconds. A tab that was hidden or a machine that slept goes on where it
 * stopped instead of jumping.
 */
export const LONGEST_STEP = 0.1;

/** What the loop needs of a window, so that tests can hold the clock. */
export interface FrameClock {
  requestAnimationFrame(callback: (now: number) => void): number;
  cancelAnimationFrame(handle: number): void;
}

/** Creates the loop. Browsers call no animation frames of a hidden page, so the loop pauses by itself there. */
export function createFrameLoop(clock: FrameClock = window): FrameLoop {
  // Replaced, never changed: a frame goes on over the list it started with.
  let tasks: readonly FrameTask[] = [];
  let handle: number | null = null;
  let last = 0;
  let resting = true;
  let paused = false;

  const frame = (now: number) => {
    handle = null;
    // The first frame after a rest takes no time: the rest is not part of the animation.
    const elapsed = resting ? 0 : Math.min(Math.max(0, (now - last) / 1000), LONGEST_STEP);
    last = now;
    let more = false;
    for (const task of tasks) more = task(elapsed) || more;
    if (more) request();
    resting = !more;
  };
  const request = () => {
    if (!paused) handle ??= clock.requestAnimationFrame(frame);
  };
  const cancel = () => {
    if (handle !== null) clock.cancelAnimationFrame(handle);
    handle = null;
  };

  return {
    add(task) {
      tasks = [...tasks, task];
      request();
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    markDirty: request,
    pause() {
      paused = true;
      resting = true;
      cancel();
    },
    resume() {
      paused = false;
      request();
    },
    destroy() {
      cancel();
      tasks = [];
    },
  };
}
