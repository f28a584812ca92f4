// Nothing but the import: WebKit evaluates a worker's entry once more when one of its chunks imports it, and whatever
// stands here could be shared with a chunk.
import('./serve.ts').catch((error: unknown) => {
  setTimeout(() => {
    throw error; // outside of the promise it becomes an error event of the worker, which the page hears
  });
});
