import type { ByteSource } from '../../checkpoint/byte-source.ts';
import { weightCache } from '../../checkpoint/cache.ts';
import { download } from '../../checkpoint/download.ts';
import type { ModelFolder } from './catalog.ts';
import type { EngineEvent } from '../port.ts';

/**
 * Weights of a model folder, from the browser's cache or the network; tells of bytes, and of a cache that keeps nothing.
 * @throws CheckpointError of the download; the signal's reason when aborted
 */
export async function fetchWeights(
  { config, url }: ModelFolder,
  signal: AbortSignal,
  emit: (event: EngineEvent) => void,
): Promise<ByteSource> {
  const { source, kept } = await download({
    parts: config.weights.map(({ file, bytes, sha256 }) => ({
      url: new URL(file, url).href,
      bytes,
      sha256,
    })),
    cache: weightCache(),
    signal,
    onProgress: (loaded, total) =>
      emit({ type: 'progress', progress: { phase: 'download', loaded, total } }),
  });
  if (!kept)
    emit({
      type: 'notice',
      code: 'not-kept',
      message:
        'This browser does not let the page keep the network: it is downloaded again on the next visit.',
    });
  return source;
}
