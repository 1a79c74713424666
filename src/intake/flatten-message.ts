import { textsOfBlocks } from './slack-blocks.ts';
import { TextCollector } from './text-collector.ts';
import { asObject, asObjects, asText, type UnknownObject } from './unknown-json.ts';

const MAX_CHARACTERS = 64 * 1024;

/**
 * Everything that a person reads in a Slack message, as one plain text: its text, blocks, attachments and file previews. Alert bots put
 * the error anywhere but into `text`. Takes a message event or a message from the Web API, of any shape; returns cleaned lines, each
 * once, 64 K characters at most, and the empty string for anything that is no message.
 */
export function flattenSlackMessage(message: unknown): string {
  const source = asObject(message);
  if (source === null) return '';
  const collector = new TextCollector(MAX_CHARACTERS);
  addText(collector, source, 'text');
  addBlocks(collector, source);
  for (const attachment of asObjects(source.attachments)) addAttachment(collector, attachment);
  for (const file of asObjects(source.files)) addText(collector, file, 'preview');
  return collector.toString();
}

function addAttachment(collector: TextCollector, attachment: UnknownObject): void {
  addText(collector, attachment, 'pretext');
  addText(collector, attachment, 'title');
  addText(collector, attachment, 'text');
  for (const field of asObjects(attachment.fields)) {
    collector.add([asText(field.title), asText(field.value)].filter((part) => part !== null).join(': '));
  }
  addBlocks(collector, attachment);
  addText(collector, attachment, 'fallback');
}

function addBlocks(collector: TextCollector, holder: UnknownObject): void {
  for (const text of textsOfBlocks(holder.blocks)) collector.add(text);
}

function addText(collector: TextCollector, holder: UnknownObject, member: string): void {
  const text = asText(holder[member]);
  if (text !== null) collector.add(text);
}
