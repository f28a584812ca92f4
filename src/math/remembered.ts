/**
 * A function that computes once per object and variant, and remembers that for as long as the object lives.
 * @param compute of an object that nobody writes to; its result is shared as well
 */
export function remembered<T extends object, V extends string | number, R>(
  compute: (of: T, variant: V) => R,
): (of: T, variant: V) => R {
  const known = new WeakMap<T, Map<V, R>>();
  return (of, variant) => {
    const variants = known.get(of) ?? new Map<V, R>();
    known.set(of, variants);
    const found = variants.get(variant);
    if (found !== undefined) return found;
    const made = compute(of, variant);
    variants.set(variant, made);
    return made;
  };
}
