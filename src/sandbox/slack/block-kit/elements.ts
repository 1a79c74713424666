import { z } from 'zod';
import { richTextBlock } from './rich-text.ts';
import { confirmation, option, plainText, sized } from './text-objects.ts';

const actionable = { action_id: sized(255).optional() };
const confirmable = { confirm: confirmation.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholdable = { placeholder: plainText(150).optional() };
const dispatchable = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])) })
    .optional(),
};
const style = z.enum(['primary', 'danger']).optional();
const label = z.string().max(75).optional();

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  ...confirmable,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style,
  accessibility_label: label,
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  ...confirmable,
  text: plainText(75),
  workflow: z.strictObject({ trigger: z.looseObject({ url: z.string() }) }),
  style,
  accessibility_label: label,
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  ...confirmable,
  options: z.array(option).min(1).max(5),
});

/** Checkboxes and radio buttons share all but the name of what is chosen at first. */
const choices = { ...actionable, ...confirmable, ...focusable, options: z.array(option).min(1).max(10) };
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...choices,
  initial_options: z.array(option).optional(),
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...choices,
  initial_option: option.optional(),
});

const picker = { ...actionable, ...confirmable, ...focusable, ...placeholdable };
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  initial_date: z.string().optional(),
});
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  initial_time: z.string().optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  initial_date_time: z.number().optional(),
});

const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });
const listed = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const respondable = { response_url_enabled: z.boolean().optional() };
const conversationFilter = {
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
};
const minQuery = { min_query_length: z.number().optional() };
const several = { ...picker, max_selected_items: z.number().min(1).optional() };
const ids = z.array(z.string()).optional();
const id = z.string().optional();

const selects = [
  z.strictObject({
    type: z.literal('static_select'),
    ...picker,
    ...listed,
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...picker,
    ...minQuery,
    initial_option: option.optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...picker, initial_user: id }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...picker,
    ...conversationFilter,
    ...respondable,
    initial_conversation: id,
  }),
  z.strictObject({ type: z.literal('channels_select'), ...picker, ...respondable, initial_channel: id }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    ...several,
    ...listed,
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...several,
    ...minQuery,
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({ type: z.literal('multi_users_select'), ...several, initial_users: ids }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...several,
    ...conversationFilter,
    initial_conversations: ids,
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...several, initial_channels: ids }),
] as const;

const typing = { ...actionable, ...dispatchable, ...focusable, ...placeholdable };
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typing,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().min(0).max(3000).optional(),
  max_length: z.number().min(1).max(3000).optional(),
});
const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typing,
  initial_value: richTextBlock.optional(),
  min_lines: z.number().optional(),
  max_lines: z.number().optional(),
});
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typing,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const initialValue = { initial_value: z.string().optional() };
const emailInput = z.strictObject({ type: z.literal('email_text_input'), ...typing, ...initialValue });
const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typing, ...initialValue });
const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...actionable,
  filetypes: z.array(z.string()).optional(),
  max_files: z.number().min(1).max(10).optional(),
});

const clickable = [button, workflowButton, overflow, checkboxes, radioButtons] as const;
const dated = [datepicker, timepicker, datetimepicker] as const;

/** What may stand in an `actions` block. */
export const actionsElement = z.discriminatedUnion('type', [
  ...clickable,
  ...dated,
  ...selects,
  richTextInput,
]);

/** What an `input` block may hold. */
export const inputElement = z.discriminatedUnion('type', [
  checkboxes,
  radioButtons,
  ...dated,
  ...selects,
  plainTextInput,
  richTextInput,
  numberInput,
  emailInput,
  urlInput,
  fileInput,
]);

/** What may stand beside a section's text, images apart. */
export const accessoryElements = [...clickable, ...dated, ...selects] as const;

const feedback = z.strictObject({
  text: plainText(75),
  value: z.string().max(2000),
  accessibility_label: label,
});

/** What may stand in a `context_actions` block. */
export const contextActionsElement = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    ...actionable,
    positive_button: feedback,
    negative_button: feedback,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    ...actionable,
    ...confirmable,
    icon: z.string(),
    text: plainText(75),
    value: z.string().max(2000).optional(),
    accessibility_label: label,
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
]);
