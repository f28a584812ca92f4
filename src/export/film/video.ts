import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';
import { ExportError } from '../error.ts';
import type { FilmWriter, Reel } from './writer.ts';

export type VideoKind = 'webm' | 'mp4';

/** Codecs that players of a kind are sure to know, best first. */
const CODECS: Record<VideoKind, VideoCodec[]> = { webm: ['vp9', 'vp8'], mp4: ['avc'] };

const TYPES: Record<VideoKind, string> = { webm: 'video/webm', mp4: 'video/mp4' };

/** Seconds between frames that can be jumped to. */
const KEY_FRAMES = 1;

/** The codec by which this browser writes a kind of film; null where it has no encoder for it. */
export function codecOf(kind: VideoKind, width: number, height: number) {
  return getFirstEncodableVideoCodec(CODECS[kind], { width, height });
}

/** Writes a WebM or MP4 with the browser's own encoder. @throws ExportError where it has none */
export async function videoWriter(kind: VideoKind, reel: Reel): Promise<FilmWriter> {
  const { canvas, rate, title, comment } = reel;
  const codec = await codecOf(kind, canvas.width, canvas.height);
  if (codec === null) throw new ExportError('export-failed', { fault: 'no-encoder' });
  const target = new BufferTarget();
  const format = kind === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const source = new CanvasSource(canvas, {
    codec,
    quality: new Quality('very-high'),
    keyFrameInterval: KEY_FRAMES,
  });
  output.addVideoTrack(source, { frameRate: rate });
  output.setMetadataTags({ title, comment });
  await output.start();
  let frames = 0;
  return {
    add: () => source.add(frames++ / rate, 1 / rate),
    async finish() {
      await output.finalize();
      if (target.buffer === null) throw new ExportError('export-failed', { fault: 'no-encoder' });
      return new Blob([target.buffer], { type: TYPES[kind] });
    },
    cancel: () => output.cancel(),
  };
}
