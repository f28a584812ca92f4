import type { Browser, Page } from 'playwright';

/** The longest task of the page's thread while something was done. */
export interface LongestTask {
  /** Milliseconds from its start to its end, other programs' turns on the processor included. */
  readonly wall: number;
  /** Milliseconds that the processor worked for it. */
  readonly cpu: number;
  /** Frames a second that the page was asked to draw. */
  readonly framesPerSecond: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', '__metadata'];

/** Records the page's thread while `work` is done. The browser has no other page. */
export async function longestTask(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<LongestTask> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.evaluate(COUNT_FRAMES);
  await work();
  const framesPerSecond = await page.evaluate<number>(FRAMES_PER_SECOND);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[];
  };
  const events = trace.traceEvents;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid} ${tid}`),
  );
  const longest = (of: (event: TraceEvent) => number | undefined) =>
    Math.max(0, ...tasks.map((task) => of(task) ?? 0)) / 1000;
  return { wall: longest(({ dur }) => dur), cpu: longest(({ tdur }) => tdur), framesPerSecond };
}

/** Counts what the page draws: text, because the program that runs this file adds helpers to functions. */
const COUNT_FRAMES = `
  if (window.framesCounted) Object.assign(window.framesCounted, { begin: performance.now(), frames: 0 });
  else {
    window.framesCounted = { begin: performance.now(), frames: 0 };
    requestAnimationFrame(function count() {
      window.framesCounted.frames++;
      requestAnimationFrame(count);
    });
  }
`;
const FRAMES_PER_SECOND =
  '(1000 * window.framesCounted.frames) / (performance.now() - window.framesCounted.begin)';
