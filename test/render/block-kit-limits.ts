/** The limits of Block Kit as its reference states them, checked on blocks as data. Knows nothing of how they were made. */

const PLAIN_TYPES = new Set(['header', 'section', 'context', 'actions', 'divider', 'rich_text', 'input']);
const PLAIN_MESSAGE_TYPES = new Set([...PLAIN_TYPES].filter((type) => type !== 'input'));
const MESSAGE_TYPES = new Set([...PLAIN_MESSAGE_TYPES, 'table', 'data_table', 'container']);
const CHILD_TYPES = new Set(['header', 'section', 'context', 'actions', 'divider']);
const DIALOG_TYPES = new Set([...PLAIN_TYPES, 'alert']);

interface Node {
  readonly [key: string]: unknown;
}

/**
 * What Slack would refuse of a message, as `path: why`; empty where it takes it. A message without `plainBlocks` holds only blocks that every
 * workspace takes.
 */
export function messageProblems(message: {
  readonly text: string;
  readonly blocks: unknown;
  readonly plainBlocks?: unknown;
}): readonly string[] {
  const { text, blocks, plainBlocks } = message;
  return [
    ...length('text', text, 1, 4_000),
    ...formProblems(listOf(plainBlocks ?? blocks), PLAIN_MESSAGE_TYPES),
    ...(plainBlocks === undefined ? [] : formProblems(listOf(blocks), MESSAGE_TYPES)),
  ];
}

function formProblems(blocks: readonly unknown[], types: ReadonlySet<string>): readonly string[] {
  const tables = blocks.filter((block) => /table$/.test(String(nodeOf(block).type)));
  return [
    ...count('blocks', blocks, 1, 50),
    ...blocksProblems(blocks, types),
    ...(tables.length > 1 ? ['blocks: more than one table'] : []),
    ...(shownCharacters(blocks) > 13_000 ? ['blocks: more than 13,000 characters in all'] : []),
  ];
}

/** The same for a dialog. `plain`: one that every workspace takes. */
export function viewProblems(view: object, form: 'newest' | 'plain' = 'newest'): readonly string[] {
  const node = nodeOf(view);
  const blocks = listOf(node.blocks);
  const hasInput = blocks.some((block) => nodeOf(block).type === 'input');
  return [
    ...(node.type === 'modal' ? [] : ['type: is not a modal']),
    ...textObject('title', node.title, 24, ['plain_text']),
    ...(node.close === undefined ? [] : textObject('close', node.close, 24, ['plain_text'])),
    ...(node.submit === undefined ? [] : textObject('submit', node.submit, 24, ['plain_text'])),
    ...(hasInput && node.submit === undefined ? ['submit: is required with an input'] : []),
    ...(node.callback_id === undefined ? [] : length('callback_id', node.callback_id, 1, 255)),
    ...count('blocks', blocks, 1, 100),
    ...blocksProblems(blocks, form === 'plain' ? PLAIN_TYPES : DIALOG_TYPES),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['view: more than 250 kB'] : []),
  ];
}

function blocksProblems(blocks: readonly unknown[], allowed: ReadonlySet<string>): readonly string[] {
  const ids = blocks.map((block) => nodeOf(block).block_id).filter((id) => id !== undefined);
  return [
    ...(new Set(ids).size < ids.length ? ['blocks: block_id twice'] : []),
    ...blocks.flatMap((block, index) => blockProblems(nodeOf(block), `/blocks/${index}`, allowed)),
  ];
}

function blockProblems(block: Node, path: string, allowed: ReadonlySet<string>): readonly string[] {
  if (typeof block.type !== 'string' || !allowed.has(block.type))
    return [`${path}: type ${String(block.type)}`];
  const id = block.block_id === undefined ? [] : length(`${path}/block_id`, block.block_id, 1, 255);
  switch (block.type) {
    case 'header':
      return [...id, ...textObject(`${path}/text`, block.text, 150, ['plain_text'])];
    case 'section':
      return [...id, ...sectionProblems(block, path)];
    case 'context':
      return [
        ...id,
        ...count(`${path}/elements`, listOf(block.elements), 1, 10),
        ...listOf(block.elements).flatMap((each, index) =>
          textObject(`${path}/elements/${index}`, each, 3_000),
        ),
      ];
    case 'actions':
      return [...id, ...actionsProblems(block, path)];
    case 'input':
      return [...id, ...inputProblems(block, path)];
    case 'rich_text':
      return [...id, ...richTextProblems(block, path)];
    case 'alert':
      return [...id, ...textObject(`${path}/text`, block.text, 200)];
    case 'table':
      return [...id, ...rowsProblems(block, path, 1, 100)];
    case 'data_table':
      return [...id, ...dataTableProblems(block, path)];
    case 'container':
      return [...id, ...containerProblems(block, path)];
    default:
      return id;
  }
}

function sectionProblems(block: Node, path: string): readonly string[] {
  const hasFields = block.fields !== undefined;
  return [
    ...(block.text === undefined && !hasFields ? [`${path}: neither text nor fields`] : []),
    ...(block.text === undefined ? [] : textObject(`${path}/text`, block.text, 3_000)),
    ...(hasFields ? count(`${path}/fields`, listOf(block.fields), 1, 10) : []),
    ...listOf(block.fields).flatMap((field, index) => textObject(`${path}/fields/${index}`, field, 2_000)),
    ...(block.accessory === undefined ? [] : buttonProblems(nodeOf(block.accessory), `${path}/accessory`)),
  ];
}

function actionsProblems(block: Node, path: string): readonly string[] {
  const elements = listOf(block.elements).map(nodeOf);
  const actionIds = elements.map(({ action_id }) => action_id);
  return [
    ...count(`${path}/elements`, elements, 1, 25),
    ...(new Set(actionIds).size < actionIds.length ? [`${path}: action_id twice in one block`] : []),
    ...elements.flatMap((element, index) => buttonProblems(element, `${path}/elements/${index}`)),
  ];
}

function buttonProblems(button: Node, path: string): readonly string[] {
  return [
    ...(button.type === 'button' ? [] : [`${path}: is not a button`]),
    ...textObject(`${path}/text`, button.text, 75, ['plain_text']),
    ...length(`${path}/action_id`, button.action_id, 1, 255),
    ...(button.value === undefined ? [] : length(`${path}/value`, button.value, 1, 2_000)),
    ...(button.url === undefined ? [] : length(`${path}/url`, button.url, 1, 3_000)),
    ...(button.style === undefined || button.style === 'primary' || button.style === 'danger'
      ? []
      : [`${path}/style`]),
  ];
}

function inputProblems(block: Node, path: string): readonly string[] {
  const element = nodeOf(block.element);
  return [
    ...textObject(`${path}/label`, block.label, 2_000, ['plain_text']),
    ...(element.type === 'plain_text_input' ? [] : [`${path}/element: is not a plain_text_input`]),
    ...(element.initial_value === undefined
      ? []
      : length(`${path}/element/initial_value`, element.initial_value, 0, 3_000)),
  ];
}

function richTextProblems(block: Node, path: string): readonly string[] {
  return listOf(block.elements).flatMap((part) =>
    listOf(nodeOf(part).elements).flatMap((element, index) =>
      length(`${path}/${index}`, nodeOf(element).text, 1, 250_000),
    ),
  );
}

function rowsProblems(block: Node, path: string, min: number, max: number): readonly string[] {
  const rows = listOf(block.rows).map(listOf);
  const lengths = new Set(rows.map((row) => row.length));
  return [
    ...count(`${path}/rows`, rows, min, max),
    ...(lengths.size > 1 ? [`${path}/rows: of several lengths`] : []),
    ...(shownCharacters(rows) > 10_000 ? [`${path}/rows: more than 10,000 characters`] : []),
    ...rows.flatMap((row, index) => count(`${path}/rows/${index}`, row, 1, 20)),
    ...rows.flat().flatMap((each, index) => cellProblems(nodeOf(each), `${path}/cell ${index}`)),
  ];
}

function cellProblems(cell: Node, path: string): readonly string[] {
  if (cell.type === 'raw_text') return length(path, cell.text, 1, 10_000);
  return cell.type === 'rich_text' ? richTextProblems(cell, path) : [`${path}: type ${String(cell.type)}`];
}

function dataTableProblems(block: Node, path: string): readonly string[] {
  const head = listOf(listOf(block.rows)[0]).map(nodeOf);
  return [
    ...rowsProblems(block, path, 2, 101),
    ...(head.some(({ type }) => type === 'rich_text') ? [`${path}: rich text in the head`] : []),
    ...length(`${path}/caption`, block.caption, 1, 3_000),
  ];
}

function containerProblems(block: Node, path: string): readonly string[] {
  const children = listOf(block.child_blocks);
  return [
    ...textObject(`${path}/title`, block.title, 150, ['plain_text']),
    ...textObject(`${path}/subtitle`, block.subtitle, 150),
    ...count(`${path}/child_blocks`, children, 1, 10),
    ...children.flatMap((child, index) =>
      blockProblems(nodeOf(child), `${path}/child_blocks/${index}`, CHILD_TYPES),
    ),
  ];
}

function textObject(
  path: string,
  value: unknown,
  max: number,
  types = ['plain_text', 'mrkdwn'],
): readonly string[] {
  const node = nodeOf(value);
  const emoji = node.type === 'mrkdwn' && node.emoji !== undefined ? [`${path}: emoji on mrkdwn`] : [];
  const verbatim =
    node.type === 'plain_text' && node.verbatim !== undefined ? [`${path}: verbatim on plain_text`] : [];
  return typeof node.type === 'string' && types.includes(node.type)
    ? [...length(`${path}/text`, node.text, 1, max), ...emoji, ...verbatim]
    : [`${path}: type ${String(node.type)}`];
}

function length(path: string, value: unknown, min: number, max: number): readonly string[] {
  if (typeof value !== 'string') return [`${path}: is not text`];
  if (!value.isWellFormed()) return [`${path}: holds half a character`];
  return value.length < min || value.length > max
    ? [`${path}: ${value.length} characters, not ${min} to ${max}`]
    : [];
}

function count(path: string, list: readonly unknown[], min: number, max: number): readonly string[] {
  return list.length < min || list.length > max
    ? [`${path}: ${list.length} members, not ${min} to ${max}`]
    : [];
}

function shownCharacters(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' && key !== 'type' ? each.length : shownCharacters(each)),
    0,
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
