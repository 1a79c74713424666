import { z } from 'zod';
import { accessoryElements, actionsElement, inputElement } from './elements.ts';
import {
  anyText,
  hasImageSource,
  imageElement,
  imageFields,
  imageSourceMissing,
  mrkdwn,
  plainText,
  sized,
} from './text-objects.ts';

/** Every block may have an id of its own. */
export const blockId = { block_id: sized(255).optional() };

export const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [...accessoryElements, imageElement]).optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: 'missing required field: text',
  });

export const header = z.strictObject({ type: z.literal('header'), ...blockId, text: plainText(150) });
export const divider = z.strictObject({ type: z.literal('divider'), ...blockId });
export const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
});
export const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockId,
  elements: z.array(actionsElement).min(1).max(25),
});
export const image = z
  .strictObject({ ...imageFields, ...blockId, title: plainText(2000).optional() })
  .refine(hasImageSource, imageSourceMissing);
export const input = z.strictObject({
  type: z.literal('input'),
  ...blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});
export const video = z.strictObject({
  type: z.literal('video'),
  ...blockId,
  video_url: sized(3000),
  thumbnail_url: sized(3000),
  alt_text: sized(2000),
  title: plainText(200),
  title_url: z.string().optional(),
  author_name: z.string().max(50).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: z.string().optional(),
  description: plainText(200).optional(),
});
export const file = z.strictObject({
  type: z.literal('file'),
  ...blockId,
  source: z.literal('remote'),
  external_id: sized(255),
});
