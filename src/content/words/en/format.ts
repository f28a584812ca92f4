/** What several screens name alike: where knobs act, and how networks frame a photo. */
export const format = {
  /** What a name is made of, from the whole to its part. */
  list: (...parts: readonly string[]) => parts.join(', '),
  reach: {
    network: 'whole network',
    stage: (stage: number) => `stage ${stage}`,
    block: (stage: number, block: number) => `stage ${stage}, block ${block}`,
  },
  frames: {
    whole: 'the whole photo, stretched',
    square: 'the square at its centre',
  },
  otherFraming: (model: string, frame: string, classifier: string, classifierFrame: string) =>
    `${model} sees ${frame}, ${classifier} ${classifierFrame}: their maps do not lie over the same picture. Let ${model} classify to see this map.`,
};
