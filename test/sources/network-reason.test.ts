import { describe, expect, it } from 'vitest';
import { isDroppedConnection, networkReason } from '../../src/sources/network-reason.ts';

function coded(code: string, message = 'x'): Error {
  return Object.assign(new Error(message), { code });
}

describe('why the network gave no answer', () => {
  it.each<[string, unknown, string]>([
    ['a code', coded('ECONNREFUSED'), 'the connection was refused'],
    [
      'a code in the cause',
      new TypeError('fetch failed', { cause: coded('ENOTFOUND') }),
      'the host name does not resolve',
    ],
    [
      'a code of one of several addresses',
      new AggregateError([coded('EHOSTUNREACH')]),
      'the host cannot be reached',
    ],
    ['a TLS code', coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'its TLS certificate is for another host name'],
    [
      'a time limit',
      AbortSignal.timeout(0).reason ?? new DOMException('t', 'TimeoutError'),
      'no answer came in time',
    ],
    ['an abort', new DOMException('a', 'AbortError'), 'the read was given up before an answer came'],
    ['an error of its own words', new Error('  two\nlines.\u0007 '), 'two lines'],
    ['no error at all', 'just text', 'just text'],
    ['nothing to say', new Error(''), 'Error'],
  ])('reads %s', (_name, error, reason) => {
    expect(networkReason(error)).toBe(reason);
  });

  it('is cut to what fits into a sentence', () => {
    expect(networkReason(new Error('x'.repeat(5_000)))).toHaveLength(300);
  });

  it('ends with causes that go in a circle', () => {
    const error: Error = new Error('round and round');
    error.cause = error;
    expect(networkReason(error)).toBe('round and round');
  });

  it('tells a dropped connection, which may be tried again, from a refused one', () => {
    expect(isDroppedConnection(new Error('x', { cause: coded('UND_ERR_SOCKET') }))).toBe(true);
    expect(isDroppedConnection(coded('ECONNREFUSED'))).toBe(false);
  });
});
