import { INDEX_ID, type PackedFile, type PackedFiles } from './files.ts';

/** Base64 of gzipped bytes → a blob of the bytes. */
async function inflate(text: string, type: string): Promise<Blob> {
  const packed = await fetch(`data:application/octet-stream;base64,${text}`);
  const bytes = packed.body?.pipeThrough(new DecompressionStream('gzip'));
  return new Response(bytes, { headers: { 'Content-Type': type } }).blob();
}

/**
 * Takes the files out of the page that holds them; their text leaves the document, which would keep it for ever.
 * @throws Error when the page ends before its files do
 */
export async function unpack(document: Document): Promise<PackedFiles> {
  const index = document.getElementById(INDEX_ID)?.textContent ?? '';
  const list = index === '' ? [] : (JSON.parse(index) as readonly PackedFile[]);
  const files = list.map(async ({ id, path, type, characters }) => {
    const element = document.getElementById(id);
    const text = element?.textContent ?? '';
    if (text.length !== characters) throw new Error(`${path} is cut off`);
    element?.remove();
    return [path, await inflate(text, type)] as const;
  });
  if (files.length === 0) throw new Error('the list of files is cut off');
  return Object.fromEntries(await Promise.all(files));
}
