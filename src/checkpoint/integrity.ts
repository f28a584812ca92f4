/**
 * SHA-256 as 64 lower-case hexadecimal digits. Pages on plain http have no `crypto.subtle`; they load a library, which
 * takes a few times longer.
 */
export async function sha256(data: Uint8Array<ArrayBuffer> | Blob): Promise<string> {
  const bytes = data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes))
    : (await import('@noble/hashes/sha2.js')).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
