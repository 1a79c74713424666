const example = 'write redis://HOST:6379, or rediss://USER:PASSWORD@HOST:6379 for TLS';

/**
 * One sentence that says what is wrong with a Redis address, or null where nothing is. The address itself is not repeated: it may hold
 * a password.
 */
export function redisUrlProblem(text: string): string | null {
  const url = URL.parse(text);
  if (url === null) return `The Redis address is not a URL: ${example}.`;
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    return `The Redis address begins with ${url.protocol}//, which is not a Redis scheme: ${example}.`;
  }
  if (url.hostname === '') return `The Redis address names no host: ${example}.`;
  if (!/^\/?\d*$/.test(url.pathname)) {
    return 'The Redis address ends in something that is not a database number: write redis://HOST:6379/0.';
  }
  return null;
}
