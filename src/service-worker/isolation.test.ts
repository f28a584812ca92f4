import { describe, expect, test } from 'vitest';
import { isolationHeaders, withHeaders } from './isolation.ts';

const CHROMIUM = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const SAFARI = 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const page = { url: 'https://app.test/vheat/?t=2', destination: 'document' };

describe('isolation', () => {
  test('a page and its worker are isolated, other files are left alone', () => {
    expect(isolationHeaders(page, CHROMIUM)).toEqual({
      'Cross-Origin-Embedder-Policy': 'credentialless',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    expect(isolationHeaders({ ...page, destination: 'worker' }, CHROMIUM)).toEqual({
      'Cross-Origin-Embedder-Policy': 'credentialless',
    });
    for (const destination of ['script', 'style', 'image', ''])
      expect(isolationHeaders({ ...page, destination }, CHROMIUM)).toEqual({});
  });

  test('not in a frame, nor where a link says embed', () => {
    expect(isolationHeaders({ ...page, destination: 'iframe' }, CHROMIUM)).toEqual({});
    for (const search of ['?embed', '?t=1&embed=1'])
      expect(isolationHeaders({ ...page, url: `https://app.test/${search}` }, CHROMIUM)).toEqual(
        {},
      );
  });

  test('by the stricter policy in browsers that do not know the other', () => {
    expect(isolationHeaders(page, SAFARI)).toMatchObject({
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
  });

  test('a host’s own headers stay', async () => {
    const response = new Response('page', {
      headers: { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Content-Type': 'text/html' },
    });
    const isolated = withHeaders(response, isolationHeaders(page, CHROMIUM));
    expect(isolated.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(isolated.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(isolated.headers.get('Content-Type')).toBe('text/html');
    expect(await isolated.text()).toBe('page');
  });
});
