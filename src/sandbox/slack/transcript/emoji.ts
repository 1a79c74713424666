const symbols: ReadonlyMap<string, string> = new Map([
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔'],
  ['x', '❌'],
  ['warning', '⚠️'],
  ['question', '❓'],
  ['grey_question', '❔'],
  ['hourglass_flowing_sand', '⏳'],
  ['mag', '🔍'],
  ['large_green_circle', '🟢'],
  ['large_yellow_circle', '🟡'],
  ['large_orange_circle', '🟠'],
  ['red_circle', '🔴'],
  ['white_circle', '⚪'],
  ['no_entry', '⛔'],
  ['wrench', '🔧'],
  ['key', '🔑'],
  ['lock', '🔒'],
  ['bulb', '💡'],
  ['information_source', 'ℹ️'],
  ['rotating_light', '🚨'],
]);

/** The symbol of an emoji, or its name between colons, as Slack shows one that it does not know. */
export function emojiSymbol(name: string): string {
  return symbols.get(name) ?? `:${name}:`;
}

/** Puts symbols for the emoji codes in a text. Only known ones: `arn:aws:iam:` is no emoji. */
export function withSymbols(text: string): string {
  return text.replace(/:([a-z0-9_+-]{1,50}):/g, (code, name: string) => symbols.get(name) ?? code);
}
