/** Two keys that tell each network, and the one of its classifier. */
const NETWORKS: readonly (readonly [first: string, second: string, classifier: string])[] = [
  ['patch_embed.proj.weight', 'blocks.0.attn.qkv.weight', 'head.weight'],
  ['patch_embed.conv1.weight', 'layers.0.0.op.dwconv.weight', 'classifier.3.weight'],
];

/**
 * Where a vHeat or a ViT stands among the names of tensors: what comes before its own names, such as `model.` or
 * `student.backbone.`; '' for names as they are. A network without its classifier counts only where nothing else is:
 * beside other weights it is a part of another model.
 */
export function networkPrefixes(names: ReadonlySet<string>): string[] {
  return NETWORKS.flatMap(([first, second, classifier]) =>
    [...names]
      .filter((name) => name === first || name.endsWith(`.${first}`))
      .map((name) => name.slice(0, -first.length))
      .filter(
        (prefix) =>
          names.has(prefix + second) &&
          (names.has(prefix + classifier) || [...names].every((name) => name.startsWith(prefix))),
      ),
  );
}
