import { describe, expect, it } from 'vitest';
import { checkMessageBlocks } from '../../../src/sandbox/slack/block-kit/check.ts';
import { problemLine } from '../../../src/sandbox/slack/block-kit/problems.ts';
import { button, cell, mrkdwn, plain, rich, times, x } from './block-shapes.ts';

/** What is wrong with a message of one block. */
function wrongWith(block: object): readonly string[] {
  const refusal = checkMessageBlocks([block]);
  return refusal ? [refusal.error, ...refusal.problems.map(problemLine)] : [];
}

describe('a block at its limit', () => {
  it.each<[string, object]>([
    ['section text', { type: 'section', text: mrkdwn(x(3000)) }],
    ['section fields', { type: 'section', fields: times(5, () => mrkdwn(x(2000))) }],
    ['section with a button', { type: 'section', text: plain('a'), accessory: button(), expand: true }],
    ['header', { type: 'header', text: plain(x(150)) }],
    ['context', { type: 'context', elements: times(10, () => mrkdwn('a')) }],
    [
      'context image',
      { type: 'context', elements: [{ type: 'image', alt_text: 'a', image_url: 'https://x' }] },
    ],
    ['actions', { type: 'actions', elements: times(25, () => button()) }],
    [
      'button',
      {
        type: 'actions',
        elements: [button({ action_id: x(255), value: x(2000), url: x(3000), style: 'danger' })],
      },
    ],
    [
      'overflow',
      {
        type: 'actions',
        elements: [{ type: 'overflow', options: times(5, () => ({ text: plain('a'), value: 'a' })) }],
      },
    ],
    [
      'preformatted text of any length',
      rich({ type: 'rich_text_preformatted', language: 'json', elements: [{ type: 'text', text: x(9000) }] }),
    ],
    [
      'a list',
      rich({
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', name: 'x' }] }],
      }),
    ],
    ['divider', { type: 'divider', block_id: x(255) }],
    ['markdown', { type: 'markdown', text: x(12_000) }],
    [
      'table',
      {
        type: 'table',
        rows: times(100, () => times(20, () => cell('a'))),
        column_settings: [{ align: 'right', is_wrapped: true }],
      },
    ],
    [
      'data table',
      {
        type: 'data_table',
        caption: 'a',
        page_size: 100,
        rows: times(101, (at) => [at === 0 ? cell('#') : { type: 'raw_number', value: at, text: `${at}` }]),
      },
    ],
    [
      'container',
      {
        type: 'container',
        title: plain(x(150)),
        subtitle: mrkdwn(x(150)),
        is_collapsible: true,
        default_collapsed: true,
        child_blocks: times(10, () => ({ type: 'divider' })),
      },
    ],
    [
      'a table in a container',
      { type: 'container', title: plain('a'), child_blocks: [{ type: 'table', rows: [[cell('a')]] }] },
    ],
    ['card', { type: 'card', title: mrkdwn(x(150)), body: mrkdwn(x(200)), actions: [button()] }],
    [
      'plan',
      {
        type: 'plan',
        title: 'a',
        tasks: [{ type: 'task_card', task_id: '1', title: 'a', status: 'complete' }],
      },
    ],
    [
      'context actions',
      { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('a') }] },
    ],
    [
      'confirmation',
      {
        type: 'actions',
        elements: [
          button({
            confirm: { title: plain(x(100)), text: mrkdwn(x(300)), confirm: plain(x(30)), deny: plain('a') },
          }),
        ],
      },
    ],
  ])('is taken: %s', (_name, block) => {
    expect(wrongWith(block)).toEqual([]);
  });
});

describe('a block over its limit', () => {
  it.each<[string, object, string]>([
    [
      'empty text',
      { type: 'section', text: mrkdwn('') },
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'long text',
      { type: 'section', text: mrkdwn(x(3001)) },
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'long field',
      { type: 'section', fields: [mrkdwn(x(2001))] },
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'many fields',
      { type: 'section', fields: times(11, () => mrkdwn('a')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    ['a section without words', { type: 'section' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'mrkdwn in a header',
      { type: 'header', text: mrkdwn('a') },
      'must be a valid enum value [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a long header',
      { type: 'header', text: plain(x(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a full context',
      { type: 'context', elements: times(11, () => mrkdwn('a')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'no buttons',
      { type: 'actions', elements: [] },
      'must have at least 1 items [json-pointer:/blocks/0/elements]',
    ],
    [
      'many buttons',
      { type: 'actions', elements: times(26, () => button()) },
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'long words on a button',
      { type: 'actions', elements: [button({ text: plain(x(76)) })] },
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a long value',
      { type: 'actions', elements: [button({ value: x(2001) })] },
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a long address',
      { type: 'actions', elements: [button({ url: x(3001) })] },
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'another style',
      { type: 'actions', elements: [button({ style: 'blue' })] },
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'an unknown field',
      { type: 'divider', colour: 'red' },
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'an unknown field inside',
      { type: 'header', text: { ...plain('a'), verbatim: true } },
      'invalid additional property: verbatim [json-pointer:/blocks/0/text]',
    ],
    ['an unknown block', { type: 'sectoin' }, 'unsupported type: sectoin [json-pointer:/blocks/0/type]'],
    ['no type', { text: plain('a') }, 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'text that is a string',
      { type: 'header', text: 'a' },
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    [
      'an image without address',
      { type: 'image', alt_text: 'a' },
      'missing required field: image_url [json-pointer:/blocks/0]',
    ],
    [
      'an empty cell',
      { type: 'table', rows: [[cell('')]] },
      'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
    ],
    [
      'a wide table',
      { type: 'table', rows: [times(21, () => cell('a'))] },
      'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
    ],
    [
      'a heavy table',
      { type: 'table', rows: [[cell(x(10_001))]] },
      'must be less than 10001 characters [json-pointer:/blocks/0/rows]',
    ],
    [
      'a long block id',
      { type: 'divider', block_id: x(256) },
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'an action id twice',
      { type: 'actions', elements: times(2, () => button({ action_id: 'go' })) },
      'action_id go already exists in this block [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'an untitled container',
      { type: 'container', child_blocks: [{ type: 'divider' }] },
      'missing required field: title [json-pointer:/blocks/0]',
    ],
    [
      'a long title of a container',
      { type: 'container', title: plain(x(151)), child_blocks: [{ type: 'divider' }] },
      'must be less than 151 characters [json-pointer:/blocks/0/title/text]',
    ],
    [
      'a full container',
      { type: 'container', title: plain('a'), child_blocks: times(11, () => ({ type: 'divider' })) },
      'no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
    ],
    [
      'rich text in a container',
      { type: 'container', title: plain('a'), child_blocks: [rich()] },
      'unsupported type: rich_text [json-pointer:/blocks/0/child_blocks/0/type]',
    ],
    [
      'a line under the head of a box that opens',
      {
        type: 'container',
        title: plain('a'),
        is_collapsible: true,
        has_header_divider: true,
        child_blocks: [{ type: 'divider' }],
      },
      'has_header_divider is not allowed with is_collapsible [json-pointer:/blocks/0]',
    ],
    [
      'an alert outside of dialogs',
      { type: 'alert', text: plain('a') },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    [
      'a heavy table in a container',
      { type: 'container', title: plain('a'), child_blocks: [{ type: 'table', rows: [[cell(x(10_001))]] }] },
      'must be less than 10001 characters [json-pointer:/blocks/0/child_blocks/0/rows]',
    ],
    [
      'a data table of nothing but a head',
      { type: 'data_table', caption: 'a', rows: [[cell('a')]] },
      'must have at least 2 items [json-pointer:/blocks/0/rows]',
    ],
    [
      'a ragged data table',
      { type: 'data_table', caption: 'a', rows: [[cell('a')], [cell('b'), cell('c')]] },
      'all rows must have the same number of cells [json-pointer:/blocks/0/rows]',
    ],
    [
      'rich text in the head of a data table',
      { type: 'data_table', caption: 'a', rows: [[rich()], [cell('b')]] },
      'rich_text is not allowed in header cells [json-pointer:/blocks/0/rows/0]',
    ],
    [
      'a fault inside a container',
      { type: 'container', title: plain('a'), child_blocks: [{ type: 'header', text: plain('') }] },
      'must be more than 0 characters [json-pointer:/blocks/0/child_blocks/0/text/text]',
    ],
    [
      'empty rich text',
      rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }),
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
  ])('is refused: %s', (_name, block, problem) => {
    expect(wrongWith(block)).toEqual(['invalid_blocks', problem]);
  });
});
