import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../../src/render/slack/answer.ts';
import { ACTIONS } from '../../../../src/render/slack/buttons.ts';
import { blocks } from '../../../../src/sandbox/page/render/blocks.ts';
import { content } from '../../../../src/sandbox/page/render/content.ts';
import { type Element, type Tree, textOf } from '../../../../src/sandbox/page/render/tree.ts';
import { atRisk, broken, healthy, unknown } from '../../../render/diagnoses.ts';

const names = { user: () => 'avery', channel: () => 'oncall' };
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });

function elements(trees: readonly Tree[]): readonly Element[] {
  return trees.flatMap((tree) => (typeof tree === 'string' ? [] : [tree, ...elements(tree.children ?? [])]));
}
const shown = (block: object) => blocks([{ block_id: 'b1', ...block }], names);
const first = (trees: readonly Tree[], tag: string) => elements(trees).find((one) => one.tag === tag);

describe('a block', () => {
  it.each<[string, object, string, string]>([
    ['a header', { type: 'header', text: plain('Broken') }, 'h3', 'Broken'],
    ['a section', { type: 'section', text: mrkdwn('*a*') }, 'strong', 'a'],
    ['a field', { type: 'section', fields: [mrkdwn('`x`')] }, 'code', 'x'],
    ['a context', { type: 'context', elements: [mrkdwn('_read_')] }, 'em', 'read'],
    ['a divider', { type: 'divider' }, 'hr', ''],
    [
      'a table',
      { type: 'table', rows: [[{ type: 'raw_text', text: 'head' }], [{ type: 'raw_text', text: 'cell' }]] },
      'td',
      'cell',
    ],
    [
      'a caption',
      { type: 'data_table', caption: 'All', rows: [[{ type: 'raw_text', text: 'h' }]] },
      'caption',
      'All',
    ],
    ['Markdown', { type: 'markdown', text: '**b**\n\n- one' }, 'li', 'one'],
    ['a fence', { type: 'markdown', text: '```json\n{}\n```' }, 'pre', '{}'],
    [
      'a folded box',
      {
        type: 'container',
        title: plain('Checks'),
        is_collapsible: true,
        default_collapsed: true,
        child_blocks: [],
      },
      'summary',
      'Checks',
    ],
    ['a card', { type: 'carousel', elements: [{ type: 'card', title: mrkdwn('*prod*') }] }, 'strong', 'prod'],
    [
      'a plan',
      { type: 'plan', title: 'Steps', tasks: [{ type: 'task_card', title: 'Read', status: 'complete' }] },
      'h4',
      'Steps',
    ],
    [
      'preformatted text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '<a>\n&amp;' }] }],
      },
      'pre',
      '<a>\n&amp;',
    ],
    [
      'a list',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'one', style: { bold: true } }] },
            ],
          },
        ],
      },
      'strong',
      'one',
    ],
  ])('%s', (_name, block, tag, text) => {
    const found = elements(shown(block)).filter((one) => one.tag === tag);
    expect(found.map((one) => textOf(one.children ?? []))).toContain(text);
  });

  it('is folded only where it says so', () => {
    const box = { type: 'container', title: plain('Checks'), child_blocks: [], is_collapsible: true };
    expect(first(shown(box), 'details')?.attributes).toHaveProperty('open');
    expect(first(shown({ ...box, default_collapsed: true }), 'details')?.attributes).not.toHaveProperty(
      'open',
    );
    expect(first(shown({ ...box, is_collapsible: false }), 'details')).toBeUndefined();
  });

  it('says what each cell of a table is, and which columns wrap', () => {
    const rows = [
      ['Verdict', 'Name'],
      ['Broken', 'api'],
    ].map((row) => row.map((text) => ({ type: 'raw_text', text })));
    const cellsOf = (block: object) =>
      elements(shown(block))
        .filter(({ tag }) => tag === 'th' || tag === 'td')
        .map(({ tag, attributes = {} }) => `${tag} ${Object.values(attributes).join(' ')}`.trim());
    expect(cellsOf({ type: 'data_table', caption: 'All', rows, row_header_column_index: 1 })).toEqual([
      'th col',
      'th col',
      'td',
      'th row',
    ]);
    const columns = [{ is_wrapped: true }, { align: 'right' }];
    expect(cellsOf({ type: 'table', rows, column_settings: columns })).toEqual([
      'th wrapped col',
      'th right col',
      'td wrapped',
      'td right',
    ]);
  });

  it('says which button of which block is pressed, and what to ask before', () => {
    const button = {
      type: 'button',
      action_id: 'fix_show',
      text: plain('Fix'),
      style: 'primary',
      url: 'https://x.org',
      confirm: { title: plain('Sure?'), text: plain('It is undone by nobody.') },
    };
    expect(first(shown({ type: 'actions', elements: [button] }), 'button')?.attributes).toEqual({
      type: 'button',
      class: 'button primary',
      'data-gesture': 'press',
      'data-block': 'b1',
      'data-action': 'fix_show',
      'data-url': 'https://x.org',
      'data-confirm': 'Sure?\n\nIt is undone by nobody.',
    });
  });

  it('draws what the sandbox cannot deliver as what cannot be used', () => {
    const select = { type: 'static_select', action_id: 'a', placeholder: plain('Cluster') };
    expect(first(shown({ type: 'actions', elements: [select] }), 'button')?.attributes).toHaveProperty(
      'disabled',
    );
  });

  it('ties an input to its label, its hint and its complaint', () => {
    const element = { type: 'plain_text_input', action_id: 'policy', multiline: true, initial_value: '{}\n' };
    const trees = shown({
      type: 'input',
      label: plain('Policy'),
      hint: plain('As JSON'),
      optional: true,
      element,
    });
    const field = first(trees, 'textarea');
    expect(first(trees, 'label')?.attributes?.for).toBe(field?.attributes?.id);
    expect(field?.attributes).toMatchObject({
      name: 'policy',
      'aria-describedby': 'field-b1-error field-b1-hint',
    });
    expect(field?.children).toEqual(['{}\n']);
    expect(textOf(trees)).toContain('(optional)');
  });

  it('begins with the option that the dialog has chosen', () => {
    const options = ['a', 'b'].map((value) => ({ text: plain(value), value }));
    const chosen = { options, initial_option: options[1], action_id: 'c' };
    const select = shown({ type: 'input', label: plain('L'), element: { type: 'static_select', ...chosen } });
    expect(
      elements(select)
        .filter((one) => one.attributes?.selected !== undefined)
        .map((one) => one.attributes?.value),
    ).toEqual(['b']);
    const radios = shown({ type: 'input', label: plain('L'), element: { type: 'radio_buttons', ...chosen } });
    expect(
      elements(radios)
        .filter((one) => one.attributes?.checked !== undefined)
        .map((one) => one.attributes?.value),
    ).toEqual(['b']);
  });

  it('says so where it cannot be shown', () => {
    expect(textOf(shown({ type: 'hologram' }))).toContain('hologram');
  });
});

describe('a message', () => {
  it('shows its text only where it has no blocks, then attachments and files', () => {
    const said = content(
      {
        text: '*hello*',
        attachments: [{ title: 'Alert', fields: [{ title: 'namespace', value: 'payments' }] }],
        files: [{ id: 'F/1', name: 'policy.json', title: 'Policy' }],
      },
      names,
    );
    expect(textOf(said)).toMatch(/^helloAlertnamespace\npayments📄 PolicyDownload$/);
    expect(first(said, 'a')?.attributes).toEqual({ href: '/files/F%2F1', download: 'policy.json' });
  });

  it.each(Object.entries({ broken, healthy, atRisk, unknown }))(
    'shows all of an answer: %s',
    (_name, diagnosis) => {
      const answer = renderAnswer(diagnosis, {
        jobId: 'j1',
        asked: '/irsa check a/b',
        user: 'U1',
        reference: 'r1',
      });
      const named = answer.blocks.map((block, at) => ({ ...block, block_id: `b${at}` }));
      const trees = content({ text: answer.text, blocks: named }, names);
      expect(textOf(trees)).not.toContain('cannot show');
      const buttons = elements(trees).filter((one) => one.attributes?.['data-gesture'] === 'press');
      expect(buttons.map((one) => one.attributes?.['data-action'])).toContain(ACTIONS.checkAgain);
    },
  );

  it('is drawn or said to be strange, whatever it holds', () => {
    const types = [
      ...[
        'header',
        'section',
        'context',
        'actions',
        'context_actions',
        'rich_text',
        'alert',
        'table',
        'data_table',
      ],
      ...[
        'markdown',
        'image',
        'video',
        'file',
        'input',
        'container',
        'card',
        'carousel',
        'plan',
        'task_card',
        'other',
      ],
    ];
    const anything = fc.object({
      key: fc.constantFrom(
        'type',
        'text',
        'elements',
        'element',
        'rows',
        'fields',
        'title',
        'options',
        'style',
        'url',
      ),
      maxDepth: 4,
      values: [
        fc.string(),
        fc.constantFrom('mrkdwn', 'rich_text_list', 'button', 'static_select'),
        fc.constant(null),
        fc.integer(),
      ],
    });
    fc.assert(
      fc.property(fc.constantFrom(...types), anything, fc.array(anything), (type, block, attachments) => {
        const blocks = [{ ...block, block_id: 'b', type }];
        expect(content({ text: '', blocks, attachments, files: attachments }, names).length).toBeGreaterThan(
          0,
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
