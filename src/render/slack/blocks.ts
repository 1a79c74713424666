import type {
  ActionsBlock,
  AlertBlock,
  Button,
  ContainerBlock,
  ContextBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';
import { plain } from './escape.ts';
import { cut, LIMITS } from './limits.ts';

/** `verbatim` keeps Slack from linking host names and channel names by itself. The text is formatted already. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Cut to `max` characters. Emoji codes stay as they are written. */
export function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cut(plain(text), max), emoji: false };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header) };
}

/** `text` is mrkdwn of at most 3,000 characters. Slack refuses empty text, so that nothing is shown as a dash. */
export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text === '' ? '–' : text) };
}

/** At most ten pieces of mrkdwn, which Slack lays out in two columns, or one above the other on a phone. */
export function fields(texts: readonly string[]): SectionBlock {
  return { type: 'section', fields: texts.map(mrkdwn) };
}

/** At most ten pieces of mrkdwn in small type. */
export function context(texts: readonly string[]): ContextBlock {
  return { type: 'context', elements: texts.map(mrkdwn) };
}

export function actions(elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}

/** Text as it is, in a box from which it can be copied. Slack sets no limit to it and reads no markup in it. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}

/**
 * A box that opens at a click. Of what its page in the Block Kit reference lists as children, Slack's own check refuses rich text, so that none
 * goes in here.
 */
export function folded(
  title: string,
  subtitle: string,
  children: readonly (SectionBlock | ContextBlock)[],
): ContainerBlock {
  return {
    type: 'container',
    title: plainText(title, LIMITS.containerTitle),
    subtitle: plainText(subtitle, LIMITS.containerTitle),
    child_blocks: [...children],
    width: 'full',
    is_collapsible: true,
    default_collapsed: true,
  };
}

/** A line in colour, for dialogs alone: messages and home tabs do not take it. `text` is mrkdwn of at most 200 characters. */
export function alert(text: string, level: NonNullable<AlertBlock['level']>): AlertBlock {
  return { type: 'alert', text: mrkdwn(text), level };
}
