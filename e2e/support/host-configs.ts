import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(`docs/hosting/${name}`, 'utf8');

/** The headers that `docs/hosting/nginx.conf` adds to a file, by its path inside the app's folder. */
export function nginxHeaders(path: string): Record<string, string> {
  const conf = read('nginx.conf');
  // The longest location that begins like the path wins, and headers are not inherited.
  const locations = [...conf.matchAll(/location (\/\S*) \{([^}]*)\}/g)]
    .map(([, prefix, body]) => ({ prefix, body }))
    .filter(({ prefix }) => `/vheat/${path}`.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const headers = (locations.at(0)?.body ?? '').matchAll(/add_header (\S+) "([^"]*)";/g);
  return Object.fromEntries([...headers].map(([, name, value]) => [name, value]));
}

/** The headers that the front matter of `docs/hosting/huggingface-space.md` asks for. */
export function spaceHeaders(): Record<string, string> {
  const block = /custom_headers:\n((?: {2}\S+: \S+\n)+)/.exec(read('huggingface-space.md'))?.[1];
  const lines = (block ?? '').trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => line.trim().split(': ')).map(([name, value]) => [name, value]),
  );
}

/** The commands that `docs/hosting/github-pages.yml` runs, and the folder that it publishes. */
export function pagesWorkflow(): { commands: string[]; folder: string | undefined } {
  const workflow = read('github-pages.yml');
  return {
    commands: [...workflow.matchAll(/- run: (.*)/g)].map(([, command]) => command),
    folder: /path: (\S+)/.exec(workflow)?.[1],
  };
}
