/** The limits of Block Kit as its reference states them, checked on blocks as data. Knows nothing of how they were made. */

const BLOCK_TYPES = new Set(['header', 'section', 'context', 'actions', 'divider', 'rich_text', 'input']);
const MESSAGE_BLOCK_TYPES = new Set([...BLOCK_TYPES].filter((type) => type !== 'input'));

interface Node {
  readonly [key: string]: unknown;
}

/** What Slack would refuse of a message, as `path: why`; empty where it takes it. */
export function messageProblems(message: {
  readonly text: string;
  readonly blocks: unknown;
}): readonly string[] {
  const blocks = listOf(message.blocks);
  return [
    ...length('text', message.text, 1, 4_000),
    ...count('blocks', blocks, 1, 50),
    ...blocksProblems(blocks, MESSAGE_BLOCK_TYPES),
    ...(shownCharacters(blocks) > 13_000 ? ['blocks: more than 13,000 characters in all'] : []),
  ];
}

/** The same for a dialog. */
export function viewProblems(view: object): readonly string[] {
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
    ...blocksProblems(blocks, BLOCK_TYPES),
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
