import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const INLINE_SCRIPT = /<script(?: type="module")?>([\s\S]*?)<\/script>/g;

/**
 * What the page may do. Photos and models of any address may be fetched; nothing but the app's own files, WebAssembly
 * and the inline scripts named by their hashes may run.
 */
export function policyOf(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`,
    // Threads of the WebAssembly backend and the engine of a sandboxed frame begin as blobs.
    "worker-src 'self' blob:",
    "connect-src 'self' http: https: blob: data:",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    // Dialogs and sliders set styles of elements.
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'self'",
  ].join('; ');
}

/** Writes the policy into the built page, before anything it governs. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(
          /<meta charset="utf-8" \/>/,
          (charset) =>
            `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policyOf(html)}" />`,
        ),
    },
  };
}
