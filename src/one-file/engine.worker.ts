import { answerFetch } from './packed-fetch.ts';
import type { PackedFiles } from './files.ts';

// The page sends the files before anything else: in a worker of a page from the disk addresses of blobs lead nowhere.
addEventListener(
  'message',
  ({ data }: MessageEvent<PackedFiles>) => {
    answerFetch(data);
    import('../engine/serve.ts').catch((error: unknown) => {
      setTimeout(() => {
        throw error; // outside of the promise it becomes an error event of the worker, which the page hears
      });
    });
  },
  { once: true },
);
