import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../../src/sandbox/slack/block-kit/check.ts';
import { nameBlocks } from '../../../src/sandbox/slack/block-kit/name-blocks.ts';
import { problemLine } from '../../../src/sandbox/slack/block-kit/problems.ts';
import { Ids } from '../../../src/sandbox/slack/state/ids.ts';
import { button, cell, mrkdwn, plain, rich, times, x } from './block-shapes.ts';

describe('a message', () => {
  it.each<[string, unknown, string]>([
    ['more than 50 blocks', times(51, () => ({ type: 'divider' })), 'invalid_blocks'],
    ['two blocks with one id', times(2, () => ({ type: 'divider', block_id: 'a' })), 'invalid_blocks'],
    ['two tables', times(2, () => ({ type: 'table', rows: [[cell('a')]] })), 'only_one_table_allowed'],
    [
      'a table of each kind, one of them in a container',
      [
        { type: 'data_table', caption: 'a', rows: [[cell('a')], [cell('b')]] },
        { type: 'container', title: plain('a'), child_blocks: [{ type: 'table', rows: [[cell('a')]] }] },
      ],
      'only_one_table_allowed',
    ],
    ['too much in all', times(5, () => ({ type: 'section', text: mrkdwn(x(2700)) })), 'msg_blocks_too_long'],
    ['something that is no list', { type: 'divider' }, 'invalid_blocks_format'],
  ])('is refused with %s', (_name, blocks, error) => {
    expect(checkMessageBlocks(blocks)?.error).toBe(error);
  });

  it('is taken with 50 blocks', () => {
    expect(checkMessageBlocks(times(50, () => ({ type: 'divider' })))).toBeNull();
  });

  it('is refused where the workspace does not know a block, wherever it stands', () => {
    const blocks = [
      { type: 'divider' },
      { type: 'container', title: plain('a'), child_blocks: [{ type: 'table', rows: [[cell('a')]] }] },
    ];
    const refusal = checkMessageBlocks(blocks, new Set(['table', 'alert']));
    expect(refusal?.error).toBe('invalid_blocks');
    expect(refusal?.problems.map(problemLine)).toEqual([
      'unsupported type: table [json-pointer:/blocks/1/child_blocks/0/type]',
    ]);
  });
});

describe('a view', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });
  it.each<[string, object, string]>([
    [
      'a long title',
      modal({ title: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['no title', { type: 'modal', blocks: [] }, 'missing required field: title [json-pointer:/view]'],
    [
      '101 blocks',
      modal({ blocks: times(101, () => ({ type: 'divider' })) }),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'long metadata',
      modal({ private_metadata: x(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a block of messages only',
      modal({ blocks: [{ type: 'markdown', text: 'a' }] }),
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    ...['table', 'container', 'data_table', 'carousel'].map((type): [string, object, string] => [
      `a ${type}`,
      modal({ blocks: [{ type }] }),
      `unsupported type: ${type} [json-pointer:/view/blocks/0/type]`,
    ]),
    [
      'a long alert',
      modal({ blocks: [{ type: 'alert', text: mrkdwn(x(201)) }] }),
      'must be less than 201 characters [json-pointer:/view/blocks/0/text/text]',
    ],
    [
      'a long initial value',
      modal({
        submit: plain('Ok'),
        blocks: [
          { type: 'input', label: plain('a'), element: { type: 'plain_text_input', initial_value: x(3001) } },
        ],
      }),
      'must be less than 3001 characters [json-pointer:/view/blocks/0/element/initial_value]',
    ],
    [
      'a home where a dialog belongs',
      { type: 'home', blocks: [] },
      'must be a valid enum value [json-pointer:/view/type]',
    ],
  ])('is refused with %s', (_name, view, problem) => {
    expect(checkView(view, 'modal')?.problems.map(problemLine)).toEqual([problem]);
  });

  it('is refused over 250 kB, whatever is in it', () => {
    const blocks = times(90, () =>
      rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: x(3000) }] }),
    );
    expect(checkView(modal({ blocks }), 'modal')?.error).toBe('view_too_large');
  });

  it('is taken with an alert as a dialog, and not as a home', () => {
    const blocks = [{ type: 'alert', level: 'error', text: mrkdwn(x(200)) }];
    expect(checkView(modal({ blocks }), 'modal')).toBeNull();
    expect(checkView({ type: 'home', blocks }, 'home')?.problems.map(problemLine)).toEqual([
      'unsupported type: alert [json-pointer:/view/blocks/0/type]',
    ]);
    expect(checkView(modal({ blocks }), 'modal', new Set(['alert']))?.error).toBe('invalid_arguments');
  });

  it('is taken as a home', () => {
    expect(checkView({ type: 'home', blocks: [{ type: 'header', text: plain('a') }] }, 'home')).toBeNull();
  });
});

it('names blocks and elements that came without ids, and leaves the others', () => {
  const blocks = [
    { type: 'divider', block_id: 'mine' },
    { type: 'actions', elements: [button({ action_id: 'go' }), button()] },
  ];
  const [first, second] = nameBlocks(blocks, new Ids(() => 0));
  expect(first?.block_id).toBe('mine');
  expect(second?.block_id).toMatch(/^b/);
  expect(second?.elements).toMatchObject([{ action_id: 'go' }, { action_id: expect.stringMatching(/^a/) }]);
});
