import type { IncomingHttpHeaders } from 'node:http';

/** What is wrong with a request that must not be served; null for one that comes from the page itself, or from its address line. */
export function refusal(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  port: number,
): { readonly status: number; readonly words: string } | null {
  const { method, headers } = request;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  // A web site can let its own name point here; then the browser sends that name.
  if (!hosts.includes(headers.host ?? '')) {
    return { status: 421, words: `Open http://127.0.0.1:${port}/ instead.` };
  }
  const origin = headers.origin;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) {
    return { status: 403, words: 'Other pages are not let in.' };
  }
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && method === 'GET';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return { status: 403, words: 'Other pages are not let in.' };
  }
  if (method !== 'GET' && method !== 'POST') return { status: 405, words: 'Only GET and POST are served.' };
  // A form of another page cannot send JSON without being asked first, and it is never told yes.
  if (method === 'POST' && !/^application\/json(?:;|$)/.test(headers['content-type'] ?? '')) {
    return { status: 415, words: 'Only application/json is read.' };
  }
  return null;
}

/** Sent with every answer: nothing but the page's own files is loaded or run, and nobody may frame it. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
