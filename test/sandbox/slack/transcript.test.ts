import { expect, it } from 'vitest';
import type { Names } from '../../../src/sandbox/slack/transcript/names.ts';
import {
  renderMessage,
  renderThread,
  renderView,
} from '../../../src/sandbox/slack/transcript/render-thread.ts';

const names: Names = { user: (id) => (id === 'U1' ? 'avery' : 'irsa'), channel: () => 'oncall' };
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const block = (type: string, more: object) => ({ type, block_id: 'b', ...more });
const shown = (...blocks: ReturnType<typeof block>[]) => renderMessage({ text: 'fallback', blocks }, names);

it.each<[string, readonly ReturnType<typeof block>[], readonly string[]]>([
  ['a header', [block('header', { text: plain('Broken') })], ['Broken', '══════']],
  [
    'a section',
    [block('section', { text: mrkdwn('*Expected* `a &lt; b`\n<https://x.org|the role> by <@U1>') })],
    ['Expected `a < b`', 'the role (https://x.org) by @avery'],
  ],
  [
    'fields',
    [block('section', { fields: [mrkdwn('*Found*\n`b`'), plain('as it *is*')] })],
    ['Found', '`b`', 'as it *is*'],
  ],
  [
    'a context',
    [block('context', { elements: [mrkdwn(':warning: at risk in arn:aws:iam::1:role/x')] })],
    ['⚠️ at risk in arn:aws:iam::1:role/x'],
  ],
  [
    'buttons',
    [
      block('actions', {
        elements: [
          { type: 'button', text: plain('Fix') },
          { type: 'button', text: plain('Open'), url: 'https://x' },
        ],
      }),
    ],
    ['[Fix] [Open → https://x]'],
  ],
  [
    'code',
    [
      block('rich_text', {
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '{\n  "a": 1\n}' }] }],
      }),
    ],
    ['    {', '      "a": 1', '    }'],
  ],
  [
    'a list',
    [
      block('rich_text', {
        elements: [
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
          },
        ],
      }),
    ],
    ['1. one'],
  ],
  ['an alert', [block('alert', { level: 'error', text: plain('No') })], ['❌ No']],
  [
    'a table',
    [
      block('table', {
        rows: [
          [
            { type: 'raw_text', text: 'key' },
            { type: 'raw_text', text: 'found' },
          ],
          [
            { type: 'raw_text', text: 'audience' },
            { type: 'raw_text', text: 'x' },
          ],
        ],
      }),
    ],
    ['key       found', '────────  ─────', 'audience  x'],
  ],
  [
    'a table that is wider than a terminal',
    [
      block('table', {
        rows: [
          ['Expected', 'Found'].map((text) => ({ type: 'raw_text', text })),
          ['x'.repeat(60), 'y'.repeat(60)].map((text) => ({ type: 'raw_text', text })),
        ],
      }),
    ],
    [`Expected  ${'x'.repeat(60)}`, `Found     ${'y'.repeat(60)}`],
  ],
  [
    'a container',
    [
      block('container', {
        title: plain('All checks'),
        child_blocks: [block('section', { text: plain('one') })],
      }),
    ],
    ['▾ All checks', '  one'],
  ],
  ['rules between', [block('section', { text: plain('a') }), block('divider', {})], ['a', '────────']],
  ['an unknown block', [block('hologram', {})], ['[hologram]']],
])('shows %s', (_name, blocks, lines) => {
  expect(shown(...blocks)).toEqual(lines);
});

it('shows text where there are no blocks, attachments and files', () => {
  const message = {
    text: 'Alert <!channel>',
    attachments: [{ title: 'Pod', fields: [{ title: 'ns', value: 'payments' }] }],
    files: [{ title: 'policy' }],
  };
  expect(renderMessage(message, names)).toEqual([
    'Alert @channel',
    '│ Pod',
    '│ ns: payments',
    '[file: policy]',
  ]);
});

it('lets nothing drive the terminal', () => {
  expect(renderMessage({ text: 'a\u001b[31mred\u0007\u202e\tb\r' }, names)).toEqual(['a[31mred  b']);
});

it('shows a thread with who said what, replies indented', () => {
  const thread = [
    { ts: '1700000000.000001', user: 'U1', text: 'why?' },
    {
      ts: '1700000060.000001',
      user: 'U2',
      bot_id: 'B1',
      thread_ts: '1700000000.000001',
      text: 'because\nof this',
    },
  ];
  expect(renderThread(thread, names)).toBe(
    'avery  22:13\nwhy?\n\n    irsa APP  22:14\n    because\n    of this',
  );
});

it('shows a dialog', () => {
  const view = {
    title: plain('Policy'),
    close: plain('Close'),
    blocks: [
      block('input', {
        label: plain('Document'),
        element: { type: 'plain_text_input', initial_value: '{}' },
      }),
    ],
  };
  expect(renderView(view, names)).toBe('── Policy ──\nDocument:\n    {}\n[Close]');
});
