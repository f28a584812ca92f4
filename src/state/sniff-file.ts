/** What a dropped file is taken for. */
export type FileKind = 'checkpoint' | 'labels' | 'picture';

const CHECKPOINT_NAME = /\.(pth|pt|ckpt|bin|safetensors|tar|h5|gguf|npz|pkl|onnx)$/i;
const LABELS_NAME = /\.(txt|json|csv|labels|names)$/i;

/** How pictures start, and SVG, which only the picture reader can refuse in words that help. */
const PICTURES = ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'RIFF', 'BM', '<svg'];

/**
 * Tells checkpoints and labels from pictures by content: a zip, a pickle or a safetensors header is a checkpoint
 * whatever its name. The name decides only where the content says nothing, so that the right reader refuses it.
 */
export async function sniffFile(file: File): Promise<FileKind> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'checkpoint';
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) return 'checkpoint';
  // safetensors: a length below 2^48, then an opening brace
  if (head[8] === 0x7b && head[6] === 0 && head[7] === 0) return 'checkpoint';
  const latin = String.fromCharCode(...head);
  if (PICTURES.some((start) => latin.startsWith(start))) return 'picture';
  if (CHECKPOINT_NAME.test(file.name)) return 'checkpoint';
  return LABELS_NAME.test(file.name) ? 'labels' : 'picture';
}
