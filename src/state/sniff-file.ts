/** What a dropped file is taken for. */
export type OfferedKind = 'checkpoint' | 'index' | 'labels' | 'picture';

const CHECKPOINT_NAME = /\.(pth|pt|ckpt|bin|safetensors|tar|h5|gguf|npz|pkl|onnx)$/i;
const LABELS_NAME = /\.(txt|json|csv|labels|names)$/i;

/** The index of a model that was saved in several parts. */
const INDEX_NAME = /\.index\.json$/i;
const PART_NAME = /^(.*)-\d{5}-of-(\d{5})(\.[a-z]+)$/i;

/**
 * What the parts of one model have in common by their names, or their index says: `model.safetensors` of
 * `model-00001-of-00002.safetensors`; null for any other file.
 */
export function wholeName(name: string): string | null {
  if (INDEX_NAME.test(name)) return name.replace(INDEX_NAME, '');
  const match = PART_NAME.exec(name);
  return match === null || Number(match[2]) < 2 ? null : match[1] + match[3];
}

/** How pictures start, and SVG, which only the picture reader can refuse in words that help. */
const PICTURES = ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'RIFF', 'BM', '<svg'];

/**
 * Tells checkpoints and labels from pictures by content: a zip, a pickle or a safetensors header is a checkpoint
 * whatever its name. The name decides only where the content says nothing, so that the right reader refuses it.
 */
export async function sniffFile(file: File): Promise<OfferedKind> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'checkpoint';
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) return 'checkpoint';
  // safetensors: a length below 2^48, then an opening brace
  if (head[8] === 0x7b && head[6] === 0 && head[7] === 0) return 'checkpoint';
  const latin = String.fromCharCode(...head);
  if (PICTURES.some((start) => latin.startsWith(start))) return 'picture';
  if (INDEX_NAME.test(file.name)) return 'index';
  if (CHECKPOINT_NAME.test(file.name)) return 'checkpoint';
  return LABELS_NAME.test(file.name) ? 'labels' : 'picture';
}
