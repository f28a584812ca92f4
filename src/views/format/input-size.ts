import type { Words } from '../../content/words/words.ts';
import type { ModelInfo } from '../../state/explorer.ts';

/** Pixels of a network's input. */
export function inputOf(model: ModelInfo): { height: number; width: number } {
  const [{ grid, stride }] =
    model.architecture === 'vheat' ? model.stages : [{ ...model, stride: model.patchSize }];
  const [rows, columns] = grid;
  return { height: rows * stride, width: columns * stride };
}

/** As people read it: "224 px", "16 × 64 px" for an oblong input 16 px wide. */
export function inputText(model: ModelInfo): string {
  return pixelsText(inputOf(model));
}

/** A size as people read it. */
export function pixelsText({ height, width }: { height: number; width: number }): string {
  return height === width ? `${width} px` : `${width} × ${height} px`;
}

/** A network with an oblong input sees the whole photo, stretched; all others the square at its centre. */
export function seesWhole(model: ModelInfo): boolean {
  const { height, width } = inputOf(model);
  return height !== width;
}

/** Why a network's maps do not lie over the photo shown, which is framed for the classifier; null where they do. */
export function otherFraming(
  model: ModelInfo | null,
  classifier: ModelInfo | null,
  words: Words['format'],
): string | null {
  if (model === null || classifier === null || seesWhole(model) === seesWhole(classifier))
    return null;
  const { whole, square } = words.frames;
  const frame = (network: ModelInfo) => (seesWhole(network) ? whole : square);
  return words.otherFraming(model.name, frame(model), classifier.name, frame(classifier));
}
