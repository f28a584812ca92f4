import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import sirv from 'sirv';

/** What a host does to one file. */
export interface Change {
  readonly status?: number;
  readonly type?: string;
  readonly body?: (original: Buffer) => Buffer | string;
}

export interface HostOptions {
  /** Path at which the folder lies, with a closing slash. */
  readonly base?: string;
  /** Headers of every answer, or of the file at this path inside the folder. */
  readonly headers?: Readonly<Record<string, string>> | ((path: string) => Record<string, string>);
  /** How a file is changed on its way, by its path inside the folder; undefined leaves it as it is. */
  readonly change?: (path: string) => Change | undefined;
  /** Answers the base without its slash by the page itself, as single-page hosts do, instead of by a redirect. */
  readonly slashless?: boolean;
  /** Compresses what compresses, where the browser takes it. */
  readonly gzip?: boolean;
  /** Answers by the page itself where there is no such file, as single-page hosts do. */
  readonly fallback?: boolean;
}

const COMPRESSED: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.safetensors': 'application/octet-stream',
};

/** A running web server of one folder; what it serves can be changed while it runs. */
export interface StaticHost {
  /** Address of the folder, with a closing slash. */
  readonly url: string;
  folder: string;
  options: HostOptions;
  close(): void;
}

/** Serves a folder on a free port of this machine, as hosts in the wild do. */
export async function serveFolder(folder: string, options: HostOptions = {}): Promise<StaticHost> {
  const server = createServer((request, response) => {
    const { base = '/', headers = {}, change, slashless, gzip, fallback } = host.options;
    let path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    if (path === base.slice(0, -1)) {
      if (slashless) path = base;
      else {
        const search = new URL(request.url ?? '/', 'http://host').search;
        response.writeHead(301, { Location: `${base}${search}` }).end();
        return;
      }
    }
    if (!path.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    let inside = path.slice(base.length) || 'index.html';
    if (fallback && !existsSync(join(host.folder, inside))) inside = 'index.html';
    const given = typeof headers === 'function' ? headers(inside) : headers;
    for (const [name, value] of Object.entries(given)) response.setHeader(name, value);
    const changed = change?.(inside);
    if (changed) {
      const { status = 200, type, body = (original: Buffer) => original } = changed;
      readFile(join(host.folder, inside))
        .catch(() => Buffer.alloc(0))
        .then((original) => {
          if (type !== undefined) response.setHeader('Content-Type', type);
          response.writeHead(status).end(body(original));
        })
        .catch(() => response.destroy());
      return;
    }
    const packed = gzip && COMPRESSED[extname(inside)];
    if (packed && existsSync(join(host.folder, inside))) {
      response.writeHead(200, { 'Content-Type': packed, 'Content-Encoding': 'gzip' });
      createReadStream(join(host.folder, inside)).pipe(createGzip()).pipe(response);
      return;
    }
    request.url = `/${inside}`;
    // Development mode reads the folder anew for each request, so that it may change.
    sirv(host.folder, { dev: true })(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const host: StaticHost = {
    url: `http://localhost:${port}${options.base ?? '/'}`,
    folder,
    options,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return host;
}
