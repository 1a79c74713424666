import { describe, expect, it } from 'vitest';
import { quoteInput } from '../../src/intake/quoting.ts';
import { understand } from '../../src/slack/understand.ts';

describe('what is quoted of what somebody typed', () => {
  it.each([
    ['check me', '"check me"'],
    ['<b>\n"now"', `"‹b› 'now'"`],
    ['AKIAIOSFODNN7EXAMPLE', '"[masked]"'],
    ['xoxb-1234567890-abcdefghij', '"[masked]"'],
    // Cut only after masking, so that no half of a secret is left at the end.
    [`${'x'.repeat(50)} AKIAIOSFODNN7EXAMPLE`, `"${'x'.repeat(50)} [masked]"`],
  ])('%j is %j', (text, quoted) => {
    expect(quoteInput(text)).toBe(quoted);
  });

  it('never repeats a credential that somebody pasted instead of a command', () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE';
    for (const text of [
      secret,
      `check ${secret}`,
      `check payments/api a b ${secret}`,
      `check ${secret}/api`,
    ]) {
      expect(JSON.stringify(understand(text))).not.toContain(secret);
    }
  });
});
