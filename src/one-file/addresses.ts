import type { PackedFiles } from './files.ts';

/** Attributes of a web page that lead to another file. */
const LINKS = /\b(src|href)="([^":]+)"/g;

/**
 * Addresses under which this page finds its files, as links and pictures do. Web pages among them find the pictures
 * beside them.
 */
export async function addressesOf(files: PackedFiles): Promise<Readonly<Record<string, string>>> {
  const isPage = (blob: Blob) => blob.type === 'text/html';
  const all = Object.entries(files);
  const addresses = Object.fromEntries(
    all
      .filter(([, blob]) => !isPage(blob))
      .map(([path, blob]) => [path, URL.createObjectURL(blob)]),
  );
  for (const [path, blob] of all.filter(([, b]) => isPage(b))) {
    const folder = path.replace(/[^/]*$/, '');
    const text = (await blob.text()).replace(LINKS, (link, name: string, target: string) =>
      folder + target in addresses ? `${name}="${addresses[folder + target]}"` : link,
    );
    addresses[path] = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
  }
  return addresses;
}
