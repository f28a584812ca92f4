/** What isolation depends on of a request for a file of the app. */
export interface Asked {
  readonly url: string;
  /** As `Request.destination`. */
  readonly destination: string;
}

/** Browsers that know `credentialless`, under which files of other hosts need no header of their own. */
const KNOWS_CREDENTIALLESS = /Chrom(e|ium)\/|Firefox\//;

/**
 * Headers that make the app's page cross-origin isolated, so that WebAssembly may use threads, on hosts that cannot send
 * them. None for a page in a frame, where its parent decides, and none for a link that says `embed`: isolation would
 * cut a page off from the one that opened it.
 */
export function isolationHeaders(
  { url, destination }: Asked,
  userAgent: string,
): Readonly<Record<string, string>> {
  const embedder = KNOWS_CREDENTIALLESS.test(userAgent) ? 'credentialless' : 'require-corp';
  const policy = { 'Cross-Origin-Embedder-Policy': embedder };
  if (destination === 'worker') return policy;
  if (destination !== 'document' || new URL(url).searchParams.has('embed')) return {};
  return { ...policy, 'Cross-Origin-Opener-Policy': 'same-origin' };
}

/** The same response with more headers; where the host sends one of them itself, the host's stays. */
export function withHeaders(response: Response, more: Readonly<Record<string, string>>): Response {
  const missing = Object.entries(more).filter(([name]) => !response.headers.has(name));
  if (missing.length === 0) return response;
  const { status, statusText, body } = response;
  const headers = new Headers(response.headers);
  for (const [name, value] of missing) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}
