import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanSlackText } from '../../src/intake/slack-text.ts';

describe('cleaning text that Slack has touched', () => {
  it.each([
    ['keeps the label of a link', '<http://sts.amazonaws.com|sts.amazonaws.com>', 'sts.amazonaws.com'],
    [
      'keeps upper case in the label of an issuer',
      'for <http://oidc.eks.eu-west-1.amazonaws.com/id/AB12|oidc.eks.eu-west-1.amazonaws.com/id/AB12>',
      'for oidc.eks.eu-west-1.amazonaws.com/id/AB12',
    ],
    ['keeps a link without a label', '<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
    ['gives back e-mail addresses', '<mailto:jo@example.com|jo@example.com>', 'jo@example.com'],
    ['gives back e-mail addresses without a label', '<mailto:jo@example.com>', 'jo@example.com'],
    ['gives back digits taken for a telephone number', '<tel:111122223333|111122223333>', '111122223333'],
    ['writes mentions plainly', '<@U012AB> <@U012AB|jo>', '@U012AB @jo'],
    ['writes channels plainly', '<#C012AB|ops> <#C9>', '#ops #C9'],
    ['writes broadcasts plainly', '<!channel> <!here|here>', '@channel @here'],
    ['writes user groups plainly', '<!subteam^S012|@oncall> <!subteam^S9>', '@oncall @subteam'],
    ['shows the fallback of a date', '<!date^1392734382^{date}|18 Feb 2014>', '18 Feb 2014'],
    ['decodes an entity once', '&lt;ROLE&gt; &amp;lt; a&amp;b', '<ROLE> &lt; a&b'],
    [
      'leaves placeholders and XML alone',
      '<ROLE> <Code>AccessDenied</Code>',
      '<ROLE> <Code>AccessDenied</Code>',
    ],
    ['straightens quotes and dots', '\u201CAccess\u201D \u2018denied\u2019\u2026', '"Access" \'denied\'...'],
    ['makes two hyphens of an em dash', '\u2014cluster a\u2013b', '--cluster a-b'],
    ['drops zero-width characters and soft hyphens', 'pay\u200Bme\u00ADnts\u2060/\uFEFFapi', 'payments/api'],
    ['drops marks of writing direction', '\u202Epayments\u202C', 'payments'],
    ['makes spaces of all spaces', 'a\u00A0b\u2009c', 'a b c'],
    ['makes line feeds of all line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['drops terminal colours', '\u001B[31mERROR\u001B[0m denied', 'ERROR denied'],
    ['drops code fences', '```\nAccessDenied\n```', 'AccessDenied'],
    ['drops backticks', '`a` and `b`', 'a and b'],
    ['keeps stars, which are wildcards', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/*'],
  ])('%s', (_, text, expected) => {
    expect(cleanSlackText(text)).toBe(expected);
  });

  it('leaves no invisible character, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanSlackText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
