import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: ViteDevServer;
beforeAll(async () => {
  server = await createServer({ logLevel: 'silent', server: { port: 0, host: '127.0.0.1' } });
  await server.listen();
}, 60_000);
afterAll(() => server.close());

test('the development server has every SIMD program where the engine’s worker asks for it', async () => {
  const module = await server.transformRequest('/src/kernels/simd/instantiate.ts');
  const imported = [...(module?.code ?? '').matchAll(/"([^"]*\.wasm[^"]*)"/g)].map(
    ([, url]) => url,
  );
  expect(imported).toHaveLength(4);
  const home = server.resolvedUrls?.local[0] ?? '';
  for (const url of imported) {
    const asset = await (await fetch(new URL(url, home))).text();
    const [, address] = /export default "([^"]+)"/.exec(asset) ?? [];
    const program = await (await fetch(new URL(address, home))).arrayBuffer();
    expect([...new Uint8Array(program, 0, 4)]).toEqual([0, ...Buffer.from('asm')]);
  }
});
