/**
 * Paths of files that most visits do without: backends and gradients, models' measures, photos, what is shared and
 * saved, rare letters.
 */
const ON_DEMAND = [
  /^assets\/(tfjs-backend|simd|register-(webgpu|wasm)|record)-/,
  // Parts of several backends, and the gradients that only receptive fields need.
  /^assets\/(TopK_impl|Unique_impl|receptive-field)-/,
  /^models\/.*\/outliers\.json$/,
  /^samples\/[^/]*\.(jpg|html)$/,
  /^labels\//,
  /^assets\/(film-dialog|share-dialog|slide|zip)-/,
  /^assets\/(inter|jetbrains-mono)-(latin-ext|cyrillic|greek|vietnamese)/,
  /^(icon-|apple-touch-icon|embed|third-party)/,
];

/** Whether a file of the build is kept when it is first used, or when everything shall be, instead of at once. */
export function isOnDemand(path: string): boolean {
  return ON_DEMAND.some((pattern) => pattern.test(path));
}

/** A host without headers gets threads from the second visit on: of these whoever used one needs the others. */
const THREADED = /^assets\/(tfjs-backend-wasm-(threaded-)?simd|simd-(plain|fused)(-shared)?)-/;

/** What to keep for a visit that used these files, so that the next one needs no network. */
export function withCompanions(used: readonly string[], all: readonly string[]): string[] {
  const more = used.some((path) => THREADED.test(path))
    ? all.filter((path) => THREADED.test(path))
    : [];
  return [...new Set([...used, ...more])];
}

/** What a file is called in every version of the app: without its revision, or the hash of its content. */
export function nameInAnyVersion(path: string): string {
  return path.replace(/\?.*$/, '').replace(/^(assets\/.*)-[\w-]{8}(\.\w+)$/, '$1$2');
}
