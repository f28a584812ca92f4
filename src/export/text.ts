import { xml } from './markup.ts';

/** Fonts that other programs have as well. */
export const SANS = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif";
export const MONO = "'JetBrains Mono', Menlo, Consolas, monospace";

/** Mean width of a letter in ems; a wide script's sign counts as one em. */
const LETTER = 0.54;

const widthOf = (text: string) =>
  Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : LETTER), 0);

/** Breaks a sentence into lines of at most `width` ems; a word that is longer is broken too. */
export function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const pieces = text.split(/(?<=\s)|(?<=[\u2e80-\u9fff])/).flatMap((word) => {
    const fits = Math.max(1, Math.floor(width / (widthOf(word) / Math.max(1, word.length))));
    return word.length <= fits
      ? [word]
      : Array.from({ length: Math.ceil(word.length / fits) }, (_, i) =>
          word.slice(i * fits, (i + 1) * fits),
        );
  });
  for (const piece of pieces) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

interface Style {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly font?: string;
}

/** One line of editable text with its baseline at (x, y). */
export function textAt(
  x: number,
  y: number,
  text: string,
  { size, fill, weight = 400, anchor = 'start', font = SANS }: Style,
): string {
  return `<text x="${x}" y="${y}" font-family="${xml(font)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${xml(text)}</text>`;
}
