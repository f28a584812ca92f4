/** Keys that tell each network where it begins, and the one of its classifier. */
const NETWORKS = [
  {
    keys: ['patch_embed.proj.weight', 'blocks.0.attn.qkv.weight'],
    classifier: 'head.weight',
    isBuiltOn: false,
  },
  {
    keys: ['patch_embed.conv1.weight', 'patch_embed.conv2.weight', 'layers.0.0.op.dwconv.weight'],
    classifier: 'classifier.3.weight',
    isBuiltOn: true,
  },
];

/**
 * Where a vHeat or a ViT stands among the names of tensors: what comes before its own names, such as `model.` or
 * `student.backbone.`; '' for names as they are. A network without its classifier counts where nothing else is; beside
 * other weights it is a part of another model, of which only a vHeat is looked at by itself: the backbone of a detector
 * or segmenter.
 */
export function networkPrefixes(names: ReadonlySet<string>): string[] {
  const all = [...names];
  return NETWORKS.flatMap(({ keys: [first, ...others], classifier, isBuiltOn }) => {
    const found = all
      .filter((name) => name === first || name.endsWith(`.${first}`))
      .map((name) => name.slice(0, -first.length))
      .filter((prefix) => others.every((key) => names.has(prefix + key)));
    const classifiers = found.filter((prefix) => names.has(prefix + classifier));
    if (isBuiltOn) return classifiers.length > 0 ? classifiers : found;
    return found.filter(
      (prefix) => classifiers.includes(prefix) || all.every((name) => name.startsWith(prefix)),
    );
  });
}
