import type { ByteSource } from '../../checkpoint/byte-source.ts';
import { weightCache } from '../../checkpoint/cache.ts';
import { download } from '../../checkpoint/download.ts';
import type { ModelFolder } from './catalog.ts';
import type { EarlyFile, EngineEvent } from '../port.ts';

/**
 * Weights of a model folder, from the browser's cache or the network; tells of bytes, and of a cache that keeps nothing.
 * @param early a file that was asked for before
 * @throws CheckpointError of the download; the signal's reason when aborted
 */
export async function fetchWeights(
  { config, url }: ModelFolder,
  signal: AbortSignal,
  emit: (event: EngineEvent) => void,
  early: EarlyFile | null = null,
): Promise<ByteSource> {
  const { source, kept } = await download({
    parts: config.weights.map(({ file, bytes, sha256 }) => ({
      url: new URL(file, url).href,
      bytes,
      sha256,
    })),
    early,
    cache: weightCache(),
    signal,
    onProgress: (loaded, total) =>
      emit({ type: 'progress', progress: { phase: 'download', loaded, total } }),
  });
  if (!kept) emit({ type: 'notice', notice: { code: 'not-kept', params: {} } });
  return source;
}
