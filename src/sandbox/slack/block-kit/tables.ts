import { z } from 'zod';
import { blockId } from './basic-blocks.ts';
import { richTextBlock } from './rich-text.ts';
import { sized } from './text-objects.ts';

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richTextBlock,
]);
const row = z.array(cell).min(1).max(20);
export const table = z.strictObject({
  type: z.literal('table'),
  ...blockId,
  rows: z.array(row).min(1).max(100),
  column_settings: z
    .array(
      z.strictObject({
        align: z.enum(['left', 'center', 'right']).optional(),
        is_wrapped: z.boolean().optional(),
      }),
    )
    .max(20)
    .optional(),
});
/** A row of headings, and one to a hundred more of the same length. */
export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    ...blockId,
    rows: z.array(row).min(2).max(101),
    caption: sized(3000),
    page_size: z.number().min(1).max(100).optional(),
    row_header_column_index: z.number().min(0).optional(),
  })
  .refine(({ rows }) => rows.every((cells) => cells.length === rows[0]?.length), {
    path: ['rows'],
    error: 'all rows must have the same number of cells',
  })
  .refine(({ rows }) => rows[0]?.every((head) => head.type !== 'rich_text'), {
    path: ['rows', 0],
    error: 'rich_text is not allowed in header cells',
  });
