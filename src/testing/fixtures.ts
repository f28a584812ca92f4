/**
 * Reads a golden file from `src/testing/fixtures`, in Node from the disk, in the browser from the test server.
 * @param path path below `src/testing/fixtures`, such as `vheat/pre-norm/golden.safetensors`
 */
export async function readFixture(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof window === 'undefined') {
    const { readFile } = await import('node:fs/promises');
    return new Uint8Array(await readFile(new URL(`./fixtures/${path}`, import.meta.url)));
  }
  const response = await fetch(`/src/testing/fixtures/${path}`);
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || type.includes('text/html')) throw new Error(`no fixture at ${path}`);
  return new Uint8Array(await response.arrayBuffer());
}
