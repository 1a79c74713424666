import { z } from 'zod';
import {
  actions,
  blockId,
  context,
  divider,
  file,
  header,
  image,
  input,
  section,
  video,
} from './basic-blocks.ts';
import { button, contextActionsElement } from './elements.ts';
import { richTextBlock } from './rich-text.ts';
import { dataTable, table } from './tables.ts';
import { anyText, imageElement, mrkdwn, plainText, sized } from './text-objects.ts';

const alert = z.strictObject({
  type: z.literal('alert'),
  ...blockId,
  text: anyText(200),
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
/**
 * The reference lists `file`, `input` and `rich_text` as children too, and Slack's own check refuses them: here stands only what both name.
 * Source: slack-morphism 2.31, SlackContainerBlock.
 */
const containerChild = z.discriminatedUnion('type', [
  actions,
  context,
  divider,
  header,
  image,
  section,
  table,
  video,
]);
const container = z
  .strictObject({
    type: z.literal('container'),
    ...blockId,
    title: plainText(150).optional(),
    rich_text_title: richTextBlock.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z.array(containerChild).min(1).max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((block) => block.title !== undefined || block.rich_text_title !== undefined, {
    error: 'missing required field: title',
  })
  .refine((block) => !(block.is_collapsible && block.has_header_divider), {
    error: 'has_header_divider is not allowed with is_collapsible',
  });

const everywhere = [section, header, divider, context, actions, image, input, video, richTextBlock] as const;
const inMessages = [
  ...everywhere,
  file,
  table,
  dataTable,
  card,
  carousel,
  container,
  markdown,
  contextActions,
  taskCard,
  plan,
] as const;

/** Blocks of a message. Which block stands where is Slack's own list, docs.slack.dev/blocks.json. */
export const messageBlocks = z.array(z.discriminatedUnion('type', inMessages)).max(50);

/** Blocks of a dialog: an alert in dialogs only, and no tables and boxes. */
export const modalBlocks = z.array(z.discriminatedUnion('type', [...everywhere, alert, card])).max(100);

/** Blocks of a home tab. */
export const homeBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, card, carousel, table, dataTable]))
  .max(100);
