import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';
import { INDEX_ID, type PackedFile } from '../src/one-file/files.ts';
import { policyOf } from './content-security-policy.ts';

const PUBLIC = join(import.meta.dirname, '../public');

/** The largest file that may come of it, in bytes. */
const LARGEST = 25_000_000;

/** What the app asks for of `public` while it runs; icons and previews are for hosts. */
const NEEDED = /^(samples|labels)\//;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
};

interface Packed extends PackedFile {
  readonly text: string;
}

function pack(path: string, bytes: Uint8Array | string, index: number): Packed {
  const text = gzipSync(bytes, { level: 9 }).toString('base64');
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return { id: `packed-${index}`, path, type, characters: text.length, text };
}

function publicFiles(): [string, Uint8Array][] {
  return readdirSync(PUBLIC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => NEEDED.test(path) && extname(path) !== '')
    .map((path) => [path, readFileSync(join(PUBLIC, path))]);
}

/** In an element of an HTML page a program may not contain what ends the element. */
const inScript = (code: string) =>
  code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

/**
 * Puts the built app into one page: its program and styles as they are, the files it asks for compressed in elements of
 * their own. Nothing else is left of the build.
 */
export function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('/src/main.ts', '/src/one-file/main.ts'),
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const page = files.find(({ fileName }) => fileName === 'index.html');
        const programs = files.filter((file) => file.type === 'chunk');
        if (page?.type !== 'asset' || programs.length !== 1)
          this.error('one page and one program were expected');
        const assets = files.filter(
          (file): file is Rolldown.OutputAsset => file.type === 'asset' && file !== page,
        );
        const styles = assets.filter(({ fileName }) => fileName.endsWith('.css'));
        const packed = [
          ...assets
            .filter((asset) => !styles.includes(asset))
            .map(({ fileName, source }) => [fileName, source] as const),
          ...publicFiles(),
        ].map(([path, bytes], i) => pack(path, bytes, i));
        const icon = readFileSync(join(PUBLIC, 'favicon.svg')).toString('base64');
        const source = write(String(page.source), {
          icon: `data:image/svg+xml;base64,${icon}`,
          style: styles.map(({ source }) => String(source)).join('\n'),
          program: inScript(programs[0].code),
          packed,
        });
        const { byteLength } = Buffer.from(source);
        if (byteLength > LARGEST)
          this.error(`the file has ${byteLength} bytes, more than ${LARGEST}`);
        for (const fileName of Object.keys(bundle)) Reflect.deleteProperty(bundle, fileName);
        this.emitFile({ type: 'asset', fileName: 'vheat-explorer.html', source });
      },
    },
  };
}

interface Parts {
  readonly icon: string;
  readonly style: string;
  readonly program: string;
  readonly packed: readonly Packed[];
}

function write(html: string, { icon, style, program, packed }: Parts): string {
  const index = packed.map(({ id, path, type, characters }): PackedFile => ({
    id,
    path,
    type,
    characters,
  }));
  // The program comes before the files: of a page that was cut off it can say so.
  const body = [
    `<script type="module">${program}</script>`,
    `<script type="application/json" id="${INDEX_ID}">${JSON.stringify(index)}</script>`,
    ...packed.map(({ id, text }) => `<script type="text/plain" id="${id}">${text}</script>`),
  ].join('\n');
  const whole = html
    .replace(/<link rel="(apple-touch-icon|stylesheet|modulepreload)"[^>]*>\s*/g, '')
    .replace(/<script type="module"[^>]*src=[^>]*><\/script>\s*/, '')
    .replace(/(<link rel="icon" href=")[^"]*/, (_, before: string) => `${before}${icon}`)
    .replace('</head>', () => `<style>${style}</style>\n  </head>`)
    .replace('</body>', () => `${body}\n  </body>`);
  return whole.replace(
    '<meta charset="utf-8" />',
    (charset) =>
      `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policyOf(whole)}" />`,
  );
}
