import { AppError } from './messages.ts';

/** More names than any network has classes. */
const MAX_LABELS = 100_000;
const MAX_BYTES = 16 * 2 ** 20;
/** Longer lines are no names. */
const MAX_LENGTH = 500;

const noLabels = () => new AppError('labels-format');

/**
 * Reads class names in the order of the classes: a JSON array of strings, else one name a line. They are text and
 * nothing else, whatever is in them.
 * @throws AppError `labels-format`
 */
export async function readLabels(file: Blob): Promise<string[]> {
  if (file.size > MAX_BYTES) throw noLabels();
  let text: string;
  try {
    // Takes off a byte order mark, and refuses what is no text.
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw noLabels();
  }
  const names = /^\s*[[{]/.test(text) ? namesOfJson(text) : text.trimEnd().split(/\r\n|\r|\n/);
  const labels = names.map((name) => name.trim());
  const good =
    labels.length > 1 &&
    labels.length <= MAX_LABELS &&
    labels.every((name) => name.length <= MAX_LENGTH && !name.includes('\0'));
  if (!good) throw noLabels();
  return labels;
}

function namesOfJson(text: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw noLabels();
  }
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) throw noLabels();
  return value;
}
