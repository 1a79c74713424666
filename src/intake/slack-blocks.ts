import { asObject, asObjects, asText, type UnknownObject } from './unknown-json.ts';

const MAX_DEPTH = 8;
/** Where blocks of any type keep what people read, in reading order. Blocks that Slack adds later use the same names. */
const textMembers = ['title', 'text', 'fields', 'elements', 'blocks'] as const;
const controls: readonly unknown[] = ['actions', 'button', 'input'];

/** The texts of Block Kit blocks, in reading order, still in Slack's own spelling. Takes anything; ignores what is no block. */
export function textsOfBlocks(blocks: unknown, depth = 0): readonly string[] {
  return depth > MAX_DEPTH ? [] : asObjects(blocks).flatMap((block) => textsOfBlock(block, depth));
}

function textsOfBlock(block: UnknownObject, depth: number): readonly string[] {
  if (controls.includes(block.type)) return [];
  if (block.type === 'rich_text') return asObjects(block.elements).map((element) => richText(element, depth));
  if (block.type === 'table') return tableRows(block.rows, depth);
  return textMembers.flatMap((member) => textsOfMember(block[member], depth));
}

function textsOfMember(value: unknown, depth: number): readonly string[] {
  const text = asText(value);
  if (text !== null) return [text];
  if (Array.isArray(value)) return textsOfBlocks(value, depth + 1);
  const nested = asObject(value);
  return nested === null ? [] : textsOfBlocks([nested], depth + 1);
}

/** A row of two cells reads as a label and its value, which is how alert bots use tables. */
function tableRows(rows: unknown, depth: number): readonly string[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => {
    const cells = asObjects(row).map((cell) => textsOfBlock(cell, depth + 1).join(' '));
    return cells.join(cells.length === 2 ? ': ' : ' | ');
  });
}

/** Rich text is cut into elements in the middle of words, at every link and emoji, so they are joined without a gap. */
function richText(element: UnknownObject, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  const children = asObjects(element.elements);
  if (children.length > 0) {
    const separator = element.type === 'rich_text_list' ? '\n' : '';
    return children.map((child) => richText(child, depth + 1)).join(separator);
  }
  return leaf(element);
}

function leaf(element: UnknownObject): string {
  switch (element.type) {
    case 'emoji':
      // A workspace with an :aws: emoji turns the middle of every ARN into one.
      return `:${asText(element.name) ?? ''}:`;
    case 'link':
      return asText(element.text) ?? asText(element.url) ?? '';
    case 'user':
      return `@${asText(element.user_id) ?? ''}`;
    case 'usergroup':
      return `@${asText(element.usergroup_id) ?? ''}`;
    case 'channel':
      return `#${asText(element.channel_id) ?? ''}`;
    case 'broadcast':
      return `@${asText(element.range) ?? ''}`;
    case 'date':
      return asText(element.fallback) ?? '';
    default:
      return asText(element.text) ?? '';
  }
}
