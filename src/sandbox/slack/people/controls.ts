import { isWire, textOrNull, type Wire, wireList } from '../state/wire.ts';

/** A button where it stands. */
export interface Control {
  readonly blockId: string;
  readonly element: Wire;
}

/** Every button in the blocks, in the order in which people see them. */
export function buttonsIn(blocks: readonly Wire[]): readonly Control[] {
  return blocks.flatMap((block) => {
    const blockId = textOrNull(block.block_id) ?? '';
    const own = [
      ...wireList(block.elements),
      ...wireList(block.actions),
      ...(isWire(block.accessory) ? [block.accessory] : []),
    ];
    const cards = block.type === 'carousel' ? wireList(block.elements) : [];
    return [
      ...own.filter(isButton).map((element) => ({ blockId, element })),
      ...buttonsIn([...wireList(block.child_blocks), ...cards]),
    ];
  });
}

/**
 * The button with this action id, or with these words on it; `inBlock` tells one from another where several blocks have the same.
 *
 * @throws Error that names the buttons that are there, since a person cannot press what is not.
 */
export function findButton(blocks: readonly Wire[], wanted: string, inBlock?: string): Control {
  const buttons = buttonsIn(blocks).filter(({ blockId }) => inBlock === undefined || blockId === inBlock);
  const found =
    buttons.find(({ element }) => element.action_id === wanted) ??
    buttons.find(({ element }) => wordsOn(element) === wanted);
  if (found) return found;
  const there = buttons
    .map(({ element }) => `${wordsOn(element)} (${textOrNull(element.action_id)})`)
    .join(', ');
  throw new Error(`There is no button "${wanted}" here. Buttons: ${there || 'none'}`);
}

export function wordsOn(button: Wire): string {
  return isWire(button.text) ? (textOrNull(button.text.text) ?? '') : '';
}

function isButton(element: Wire): boolean {
  return element.type === 'button' || element.type === 'icon_button';
}
