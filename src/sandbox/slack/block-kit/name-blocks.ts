import type { Ids } from '../state/ids.ts';
import { isWire, type StoredBlock, textOrNull, type Wire, wireList } from '../state/wire.ts';

/** Element types that a person can act on, and that therefore carry an `action_id`. */
const passive = new Set(['image', 'plain_text', 'mrkdwn', 'card']);

/** Gives blocks and their elements the ids that Slack gives where the app left them out. */
export function nameBlocks(blocks: readonly Wire[], ids: Ids): readonly StoredBlock[] {
  return blocks.map((block) => nameBlock(block, ids));
}

function nameBlock(block: Wire, ids: Ids): StoredBlock {
  const type = textOrNull(block.type) ?? '';
  const { accessory, element, elements, child_blocks: children } = block;
  const isInteractive = type === 'actions' || type === 'context_actions';
  return {
    ...block,
    type,
    block_id: textOrNull(block.block_id) ?? ids.next('b'),
    ...(isWire(accessory) ? { accessory: nameElement(accessory, ids) } : {}),
    ...(isWire(element) ? { element: nameElement(element, ids) } : {}),
    ...(isInteractive ? { elements: wireList(elements).map((one) => nameElement(one, ids)) } : {}),
    ...(children === undefined ? {} : { child_blocks: nameBlocks(wireList(children), ids) }),
  };
}

function nameElement(element: Wire, ids: Ids): Wire {
  if (element.action_id !== undefined || passive.has(textOrNull(element.type) ?? '')) return element;
  return { ...element, action_id: ids.next('a') };
}
