// Nothing but the import: WebKit evaluates a worker's entry once more when one of its chunks imports it, and whatever
// stands here could be shared with a chunk. What fails to load becomes an error event of the worker.
import('./serve.ts').catch(reportError);
