import { superseded } from './error.ts';

interface Job {
  readonly lane: string | null;
  run(): Promise<void>;
  cancel(): void;
}

/**
 * Runs jobs one after the other: tensor libraries have one global state. In a named lane only the newest
 * waiting job survives; the ones it replaces reject with code `superseded`.
 */
export class JobQueue {
  private readonly waiting: Job[] = [];
  private busy = false;

  /** Settles as `work` does; rejects with code `superseded` when a newer job of the lane comes first. */
  run<T>(lane: string | null, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (lane !== null)
        for (const job of this.waiting.filter((j) => j.lane === lane)) {
          this.waiting.splice(this.waiting.indexOf(job), 1);
          job.cancel();
        }
      this.waiting.push({
        lane,
        // Work that throws at once must reject like any other.
        run: () => Promise.resolve().then(work).then(resolve, reject),
        cancel: () => reject(superseded()),
      });
      void this.drain();
    });
  }

  private async drain(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let job = this.waiting.shift(); job !== undefined; job = this.waiting.shift())
      await job.run();
    this.busy = false;
  }
}

/** Lets messages to this worker in: work that only awaits finished promises would keep them waiting. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
