import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
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
  readonly headers?: Readonly<Record<string, string>>;
  /** How a file is changed on its way, by its path inside the folder; undefined leaves it as it is. */
  readonly change?: (path: string) => Change | undefined;
  /** Answers the base without its slash by the page itself, as single-page hosts do, instead of by a redirect. */
  readonly slashless?: boolean;
}

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
    const { base = '/', headers = {}, change, slashless } = host.options;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    let path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    if (slashless && path === base.slice(0, -1)) path = base;
    if (!path.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    const inside = path.slice(base.length) || 'index.html';
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
