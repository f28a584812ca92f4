/**
 * Uniform numbers in [0, 1), the same for the same seed everywhere (mulberry32). Not for secrets.
 * @param seed any 32-bit integer
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A normal number of mean 0 and standard deviation 1 (Box and Muller). */
export function standardNormal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** A normal number of mean 0 and standard deviation 1, drawn again beyond ±2. */
export function truncatedNormal(random: () => number): number {
  for (;;) {
    const value = standardNormal(random);
    if (Math.abs(value) <= 2) return value;
  }
}
