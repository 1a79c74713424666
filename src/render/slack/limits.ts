/**
 * Slack's limits as far as something here can reach them, in characters. Source: the Block Kit reference. `messageCharacters`, over all blocks, is
 * not documented: messages are refused with `msg_blocks_too_long` somewhat above it. `messageText` stays below what chat.update takes
 * (`msg_too_long` above 4,000), with room for a line more.
 */
export const LIMITS = {
  messageText: 3_900,
  messageCharacters: 12_000,
  viewTitle: 24,
  header: 150,
  containerTitle: 150,
  containerChildren: 10,
  alert: 200,
  tableRows: 101,
  text: 3_000,
  fields: 10,
  buttonText: 75,
  inputValue: 3_000,
  label: 2_000,
} as const;

const ELLIPSIS = '…';

/** Text of at most `max` UTF-16 units, cut between characters and ended by `…` where it was longer. */
export function cut(text: string, max: number): string {
  return fitted(text, max, (part) => part);
}

/**
 * Formats as much of the raw text as gives at most `max` UTF-16 units. Cutting happens before formatting, so that no entity and no code span is
 * ever cut in two.
 */
export function fitted(raw: string, max: number, format: (part: string) => string): string {
  const whole = format(raw);
  if (whole.length <= max) return whole;
  const characters = Array.from(raw.slice(0, 2 * max + 1)).slice(0, max);
  const shortened = (count: number) => format(characters.slice(0, count).join('') + ELLIPSIS);
  let fitting = 0;
  let tooLong = characters.length + 1;
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (shortened(middle).length <= max) fitting = middle;
    else tooLong = middle;
  }
  return shortened(fitting);
}

/** As many whole lines as fit into `max` UTF-16 units, and how many more there are. */
export function fittedLines(lines: readonly string[], max: number): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  // As many as would fit alone; what is said of the rest takes a few more away.
  let most = 0;
  for (let room = max; most < lines.length - 1 && room > 0; most += 1) room -= (lines[most]?.length ?? 0) + 1;
  for (let count = most; count > 0; count -= 1) {
    const text = [...lines.slice(0, count), `${ELLIPSIS} and ${lines.length - count} more`].join('\n');
    if (text.length <= max) return text;
  }
  return '';
}
