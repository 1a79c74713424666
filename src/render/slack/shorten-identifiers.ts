import type { SlackMessage } from './message.ts';

/** An ARN's beginning up to the account, or an account id by itself. What people need to tell two accounts apart stays. */
const IDENTIFIER = /(?:\barn:aws[a-z0-9-]*:[a-z0-9-]*:[a-z0-9-]*:|(?<![\w…]))\d{8}(\d{4})(?!\w)/g;

const SHOWN: ReadonlySet<string> = new Set(['text', 'caption']);

/** The message with account ids cut to their last four digits, and ARNs to those and the name. What buttons carry stays as it is. */
export function shortenIdentifiers({ text, blocks, plainBlocks }: SlackMessage): SlackMessage {
  return {
    text: shortenText(text),
    blocks: blocks.map((block) => walk(block)),
    ...(plainBlocks === undefined ? {} : { plainBlocks: plainBlocks.map((block) => walk(block)) }),
  };
}

/** The same for a text by itself. */
export function shortenText(text: string): string {
  return text.replace(IDENTIFIER, '…$1');
}

/** Only members called `text` or `caption` that are texts are shown to people. */
function walk<T>(part: T): T {
  if (Array.isArray(part)) return part.map((one) => walk(one)) as T;
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) => [
    key,
    SHOWN.has(key) && typeof value === 'string' ? shortenText(value) : walk(value),
  ]);
  return Object.fromEntries(entries);
}
