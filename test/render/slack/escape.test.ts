import { describe, expect, it } from 'vitest';
import { code, codeBlock, plain, prose } from '../../../src/render/slack/escape.ts';

describe('code', () => {
  it.each([
    ['mentions', '<!channel>', '`&lt;!channel&gt;`'],
    ['entities, so that they read as written', '&lt;', '`&amp;lt;`'],
    ['backticks', 'a`b', '`aˋb`'],
    ['line breaks', 'a\nb', '`a\\nb`'],
    ['nothing at all', '', '_(empty)_'],
  ])('shows %s without obeying', (_, value, shown) => {
    expect(code(value)).toBe(shown);
  });
});

describe('codeBlock', () => {
  it('cannot be ended from within', () => {
    expect(codeBlock('a ``` <!here>')).toBe('```\na ˋˋˋ &lt;!here&gt;\n```');
  });
});

describe('prose', () => {
  it.each([
    ['plain words as they are', "It isn't right (yet), is it?", "It isn't right (yet), is it?"],
    [
      'an ARN as code, where :aws: would be an emoji',
      'role arn:aws:iam::1:role/x.',
      'role `arn:aws:iam::1:role/x`.',
    ],
    ['a pattern as code, where stars would be bold', 'lets in *a* and _b_', 'lets in `*a*` and `_b_`'],
    ['host names as code', 'for sts.amazonaws.com, e.g. here', 'for `sts.amazonaws.com`, e.g. here'],
    ['a mention as code', 'hello <!channel> @here', 'hello `&lt;!channel&gt;` `@here`'],
    ['punctuation outside of the code', '("payments/api")', '("`payments/api`")'],
    [
      'what stands in backticks as one piece of code',
      'Write `check ns/sa`, or `help`.',
      'Write `check ns/sa`, or `help`.',
    ],
    ['a stray backtick as a look-alike', "it`s 'a`b'", "`itˋs` '`aˋb`'"],
    ['a quotation mark of Slack as code', '> quoted', '`&gt;` quoted'],
    ['several lines as one', 'a\nb', 'a b'],
  ])('shows %s', (_, sentence, shown) => {
    expect(prose(sentence)).toBe(shown);
  });
});

describe('plain', () => {
  it('holds nothing that any client could take for a mention', () => {
    expect(plain('<!channel>\u0007 & co')).toBe('‹!channel› & co');
  });
});
