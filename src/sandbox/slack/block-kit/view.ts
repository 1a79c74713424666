import { z } from 'zod';
import { homeBlocks, modalBlocks } from './blocks.ts';
import { plainText } from './text-objects.ts';

const shared = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

/** A view as `views.*` takes it. */
export const view = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('modal'),
      ...shared,
      blocks: modalBlocks,
      title: plainText(24),
      submit: plainText(24).optional(),
      close: plainText(24).optional(),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
      submit_disabled: z.boolean().optional(),
    })
    .refine((modal) => modal.submit !== undefined || modal.blocks.every((block) => block.type !== 'input'), {
      error: 'missing required field: submit',
    }),
  z.strictObject({ type: z.literal('home'), ...shared, blocks: homeBlocks }),
]);
