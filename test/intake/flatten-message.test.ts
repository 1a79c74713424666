import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenSlackMessage } from '../../src/intake/flatten-message.ts';

const richText = (type: string, ...elements: readonly object[]) => ({
  type: 'rich_text',
  elements: [{ type, elements }],
});

describe('flattening a message', () => {
  it.each([
    ['text', { text: 'see &lt;this&gt;' }, 'see <this>'],
    ['section text', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'denied' } }] }, 'denied'],
    [
      'section fields',
      { blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text: '*Namespace:*\npayments' }] }] },
      '*Namespace:*\npayments',
    ],
    ['headers', { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Alert' } }] }, 'Alert'],
    ['context', { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'prod' }] }] }, 'prod'],
    ['markdown', { blocks: [{ type: 'markdown', text: '**denied**' }] }, '**denied**'],
    [
      'emoji that Slack found inside an ARN',
      {
        blocks: [
          richText(
            'rich_text_section',
            { type: 'text', text: 'arn' },
            { type: 'emoji', name: 'aws' },
            { type: 'text', text: 'iam::1' },
          ),
        ],
      },
      'arn:aws:iam::1',
    ],
    [
      'links inside preformatted text',
      {
        blocks: [
          richText(
            'rich_text_preformatted',
            { type: 'text', text: 'Post https://' },
            { type: 'link', url: 'http://sts.amazonaws.com', text: 'sts.amazonaws.com' },
            { type: 'text', text: '/: timeout' },
          ),
        ],
      },
      'Post https://sts.amazonaws.com/: timeout',
    ],
    [
      'mentions and channels in rich text',
      {
        blocks: [
          richText(
            'rich_text_section',
            { type: 'user', user_id: 'U1' },
            { type: 'channel', channel_id: 'C1' },
          ),
        ],
      },
      '@U1#C1',
    ],
    [
      'items of a list',
      {
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_list',
                elements: [
                  { type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] },
                  { type: 'rich_text_section', elements: [{ type: 'text', text: 'two' }] },
                ],
              },
            ],
          },
        ],
      },
      'one\ntwo',
    ],
    [
      'rows of a table as labels and values',
      {
        blocks: [
          {
            type: 'table',
            rows: [
              [
                { type: 'raw_text', text: 'namespace' },
                richText('rich_text_section', { type: 'text', text: 'payments' }),
              ],
            ],
          },
        ],
      },
      'namespace: payments',
    ],
    [
      'blocks of a kind that is not known',
      { blocks: [{ type: 'novel', title: { text: 'A' }, blocks: [{ text: 'B' }] }] },
      'A\nB',
    ],
    [
      'attachments of alert bots',
      {
        text: '',
        attachments: [
          {
            pretext: 'Firing',
            title: 'api down',
            text: 'AccessDenied',
            fields: [{ title: 'namespace', value: 'payments' }],
          },
        ],
      },
      'Firing\napi down\nAccessDenied\nnamespace: payments',
    ],
    [
      'blocks of attachments',
      { attachments: [{ blocks: [{ type: 'section', text: { text: 'denied' } }] }] },
      'denied',
    ],
    ['fallbacks alone', { attachments: [{ fallback: 'denied' }] }, 'denied'],
    ['previews of snippets', { files: [{ preview: 'line one' }] }, 'line one'],
  ])('reads %s', (_, message, expected) => {
    expect(flattenSlackMessage(message)).toBe(expected);
  });

  it('says what stands in text, blocks and fallback only once', () => {
    const words = 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity';
    const message = {
      text: `*${words}*`,
      blocks: [richText('rich_text_section', { type: 'text', text: words, style: { bold: true } })],
      attachments: [{ fallback: words, text: words }],
    };
    expect(flattenSlackMessage(message)).toBe(`*${words}*`);
  });

  it('leaves out the words on buttons', () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'Silence' } };
    expect(flattenSlackMessage({ text: 'a', blocks: [{ type: 'actions', elements: [button] }] })).toBe('a');
  });

  it('stays within 64 K characters', () => {
    const attachments = Array.from({ length: 100 }, (_, index) => ({ text: `${index} `.repeat(2000) }));
    expect(flattenSlackMessage({ attachments }).length).toBe(64 * 1024);
  });

  it('survives blocks that are nested without end', () => {
    let block: object = { type: 'section', text: 'deep' };
    for (let depth = 0; depth < 5000; depth++) block = { type: 'container', blocks: [block] };
    expect(flattenSlackMessage({ text: 'top', blocks: [block] })).toBe('top');
  });

  it('takes anything for a message', () => {
    const keys = fc.constantFrom(
      'text',
      'blocks',
      'attachments',
      'elements',
      'rows',
      'fields',
      'files',
      'type',
      'title',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.anything(),
        fc.constantFrom('rich_text', 'table', 'emoji', 'link'),
        fc.array(tie('any')),
        fc.dictionary(keys, tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(value, (message) => void expect(flattenSlackMessage(message)).toBeTypeOf('string')),
    );
  });
});
