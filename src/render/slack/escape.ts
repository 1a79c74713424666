import { plainSentence, visibleLines, visibleValue } from '../visible.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Looks like a backtick and ends no code span. */
const GRAVE = 'ˋ';

/** Characters by which Slack formats, mentions, links or makes an emoji (`arn:aws:iam` holds `:aws:`), and dots inside host names. */
const MACHINE_TEXT = /[*_~:/@#=\\|<>&{}]|\w\.\w{2}/u;
const OPENING = `("'“‘[`;
const CLOSING = `)"'”’].,;:!?…`;
/** A pair of backticks only counts around whole words: two code spans that touch are read as something else. */
const QUOTED_AS_CODE = /(?<=(?:^|\s)[("'“‘[]*)`([^`]+)`(?=[)"'”’\].,;:!?…]*(?:\s|$))/u;

/** Replaces the three characters that Slack reads as markup by their entities. Source: Slack, formatting text for app surfaces. */
export function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** A value from outside as an mrkdwn code span: nothing in it mentions, formats or links, and nothing in it is invisible. */
export function code(value: string): string {
  if (value === '') return '_(empty)_';
  return `\`${escapeEntities(visibleValue(value)).replaceAll('`', GRAVE)}\``;
}

/** Several lines as an mrkdwn code block. */
export function codeBlock(text: string): string {
  return `\`\`\`\n${escapeEntities(visibleLines(text)).replaceAll('`', GRAVE)}\n\`\`\``;
}

/**
 * A sentence that may hold values from outside, as mrkdwn: what stands in backticks and every word that looks like machine text become code
 * spans, so that `*`, `_`, `:aws:` and `<!channel>` are shown and not obeyed.
 */
export function prose(sentence: string): string {
  return plainSentence(sentence)
    .split(QUOTED_AS_CODE)
    .map((part, index) => (index % 2 === 1 ? code(part) : part.replace(/\S+/gu, proseWord)))
    .join('');
}

/** Text for a `plain_text` object, where servers differ on entities: angle brackets become look-alikes, so that nothing can be a mention. */
export function plain(text: string): string {
  return plainSentence(text).replaceAll('<', '‹').replaceAll('>', '›');
}

function proseWord(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && OPENING.includes(word.charAt(start))) start += 1;
  while (end > start && CLOSING.includes(word.charAt(end - 1))) end -= 1;
  const core = word.slice(start, end);
  const shown = MACHINE_TEXT.test(core) || core.includes('`') ? code(core) : core;
  return word.slice(0, start) + shown + word.slice(end);
}
