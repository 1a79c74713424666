import type { RichTextBlock, RichTextText } from '@slack/types';

/** A piece of a cell's text. Slack reads no markup, mention or link in it, so that nothing is escaped. */
export interface Piece {
  readonly text: string;
  readonly style?: NonNullable<RichTextText['style']>;
}

/** A cell of a table. Slack refuses empty text: pieces without any are left out, and a cell without any piece is a dash. */
export function richCell(pieces: readonly Piece[]): RichTextBlock {
  const shown = pieces.filter(({ text }) => text !== '');
  const elements = (shown.length === 0 ? [{ text: '–' }] : shown).map((piece) => ({
    type: 'text' as const,
    ...piece,
  }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
