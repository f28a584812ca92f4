import { createFrameLoop, type FrameLoop } from '../../render/frame-loop.ts';

let loop: FrameLoop | null = null;

/** The one frame loop that everything moving on this page shares. */
export function pageLoop(): FrameLoop {
  return (loop ??= createFrameLoop());
}
