import { z } from 'zod';
import {
  accessoryElements,
  actionsElement,
  button,
  contextActionsElement,
  inputElement,
} from './elements.ts';
import { richTextBlock } from './rich-text.ts';
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

const blockId = { block_id: sized(255).optional() };

const section = z
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

const header = z.strictObject({ type: z.literal('header'), ...blockId, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), ...blockId });
const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockId,
  elements: z.array(actionsElement).min(1).max(25),
});
const image = z
  .strictObject({ ...imageFields, ...blockId, title: plainText(2000).optional() })
  .refine(hasImageSource, imageSourceMissing);
const input = z.strictObject({
  type: z.literal('input'),
  ...blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});
const video = z.strictObject({
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
const file = z.strictObject({
  type: z.literal('file'),
  ...blockId,
  source: z.literal('remote'),
  external_id: sized(255),
});

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richTextBlock,
]);
const rows = z.array(z.array(cell).min(1).max(20)).min(1).max(100);
const table = z.strictObject({
  type: z.literal('table'),
  ...blockId,
  rows,
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
const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...blockId,
  rows,
  caption: sized(3000),
  page_size: z.number().min(1).max(100).optional(),
  row_header_column_index: z.number().min(0).optional(),
});

const alert = z.strictObject({
  type: z.literal('alert'),
  ...blockId,
  text: anyText(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});
const markdown = z.strictObject({ type: z.literal('markdown'), ...blockId, text: sized(12_000) });
const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...blockId,
  elements: z.array(contextActionsElement).min(1).max(5),
});
const card = z.strictObject({
  type: z.literal('card'),
  ...blockId,
  hero_image: imageElement.optional(),
  icon: imageElement.optional(),
  title: mrkdwn(150).optional(),
  subtitle: mrkdwn(150).optional(),
  body: mrkdwn(200).optional(),
  actions: z.array(button).optional(),
});
const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...blockId,
  elements: z.array(card).min(1).max(10),
});
const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...blockId,
  task_id: sized(255),
  title: sized(3000),
  details: richTextBlock.optional(),
  output: richTextBlock.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal('url'), url: sized(3000), text: sized(3000) }))
    .optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});
const plan = z.strictObject({
  type: z.literal('plan'),
  ...blockId,
  title: sized(3000),
  tasks: z.array(taskCard).optional(),
});
const container = z
  .strictObject({
    type: z.literal('container'),
    ...blockId,
    title: plainText(3000).optional(),
    rich_text_title: richTextBlock.optional(),
    subtitle: anyText(3000).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion('type', [
          actions,
          context,
          divider,
          file,
          header,
          image,
          input,
          richTextBlock,
          section,
          table,
          video,
        ]),
      )
      .min(1)
      .max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((block) => block.title !== undefined || block.rich_text_title !== undefined, {
    error: 'missing required field: title',
  });

const everywhere = [
  section,
  header,
  divider,
  context,
  actions,
  image,
  input,
  video,
  file,
  table,
  dataTable,
  alert,
  card,
  carousel,
  container,
  richTextBlock,
] as const;

/** Blocks of a message. Plans, tasks, Markdown and context actions stand in messages only. */
export const messageBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, markdown, contextActions, taskCard, plan]))
  .max(50);

/** Blocks of a dialog or a home tab. */
export const viewBlocks = z.array(z.discriminatedUnion('type', everywhere)).max(100);
