import type { ModelInfo } from '../../state/explorer.ts';

/** Pixels of a network's input. */
export function inputOf(model: ModelInfo): { height: number; width: number } {
  if (model.architecture === 'vheat') return { height: model.imageSize, width: model.imageSize };
  const [rows, columns] = model.grid;
  return { height: rows * model.patchSize, width: columns * model.patchSize };
}

/** As people read it: "224 px", "16 × 64 px" for an oblong input 16 px wide. */
export function inputText(model: ModelInfo): string {
  const { height, width } = inputOf(model);
  return height === width ? `${width} px` : `${width} × ${height} px`;
}

/** A network with an oblong input sees the whole photo, stretched; all others the square at its centre. */
function seesWhole(model: ModelInfo): boolean {
  const { height, width } = inputOf(model);
  return height !== width;
}

/** Why a network's maps do not lie over the photo shown, which is framed for the classifier; null where they do. */
export function otherFraming(model: ModelInfo | null, classifier: ModelInfo | null): string | null {
  if (model === null || classifier === null || seesWhole(model) === seesWhole(classifier))
    return null;
  const frame = (network: ModelInfo) =>
    seesWhole(network) ? 'the whole photo, stretched' : 'the square at its centre';
  return `${model.name} sees ${frame(model)}, ${classifier.name} ${frame(classifier)}: their maps do not lie over the same picture. Let ${model.name} classify to see this map.`;
}
