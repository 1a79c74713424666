import { expect, it } from 'vitest';
import { defaultChannels, defaultPeople, sandboxApp } from '../../../src/sandbox/slack/options.ts';
import { compose } from '../../../src/sandbox/slack/people/composer.ts';
import { Directory } from '../../../src/sandbox/slack/state/directory.ts';

const directory = new Directory(sandboxApp('irsa'), defaultPeople, defaultChannels);

it.each([
  ['plain words', 'plain words'],
  ['a & b < c', 'a &amp; b &lt; c'],
  ['@irsa check payments/api', '<@U0IRSADOC> check payments/api'],
  ['ask @noor, not @nobody', 'ask <@U0NOOR000>, not @nobody'],
  ['<@U0IRSADOC> as it is', '<@U0IRSADOC> as it is'],
  ['see https://example.org/a?b=1&c=2', 'see <https://example.org/a?b=1&amp;c=2>'],
  ['AWS: sts.amazonaws.com refused', 'AWS: <http://sts.amazonaws.com|sts.amazonaws.com> refused'],
  ['session/jane@corp.com', 'session/<mailto:jane@corp.com|jane@corp.com>'],
  ['`sts.amazonaws.com` & more', '`sts.amazonaws.com` &amp; more'],
  ['```\na < b at iam.amazonaws.com\n```', '```\na &lt; b at iam.amazonaws.com\n```'],
])('turns what is typed into what Slack sends: %s', (typed, text) => {
  expect(compose(typed, directory).text).toBe(text);
});

it('makes rich text of it, with fenced code apart', () => {
  const { elements } = compose('@irsa see ```x = 1``` at example.org', directory);
  expect(elements).toEqual([
    {
      type: 'rich_text_section',
      elements: [
        { type: 'user', user_id: 'U0IRSADOC' },
        { type: 'text', text: ' see ' },
      ],
    },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x = 1' }] },
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: ' at ' },
        { type: 'link', url: 'http://example.org', text: 'example.org' },
      ],
    },
  ]);
});
