import { type Mutator, oneOf } from './mutator.ts';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const address =
  /https?:\/\/[^\s"'<>`\\|&]+[\w/]|(?<![\w@./:<|\p{Cf}-])(?:[a-z0-9-]+\.)+(?:com|org|net|io)\b(?![\w.\p{Cf}-])/gu;
const email = /(?<![\w<:|])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,6}(?![\w.|>-])/g;

/** What Slack makes of a text that somebody sends; what it escapes is escaped already. */
export const slackMutators: readonly Mutator[] = [
  {
    name: 'links for addresses',
    keeps: 'everything',
    mangle: (text) =>
      text.replaceAll(address, (found) =>
        found.includes('://') ? `<${found}>` : `<http://${found}|${found}>`,
      ),
  },
  {
    name: 'links for e-mails',
    keeps: 'everything',
    mangle: (text) => text.replaceAll(email, '<mailto:$&|$&>'),
  },
  {
    name: 'telephone numbers for accounts',
    keeps: 'everything',
    mangle: (text) =>
      text.replaceAll(/(?<![\w<:.-]|tel:|\|)\d{12}(?![\w.-])|(?<=::)\d{12}(?=:)/g, '<tel:$&|$&>'),
  },
  { name: 'a code fence', keeps: 'everything', mangle: (text) => `\`\`\`\n${text}\n\`\`\`` },
  { name: 'a code fence on the same line', keeps: 'everything', mangle: (text) => `\`\`\`${text}\`\`\`` },
  { name: 'backticks', keeps: 'everything', mangle: (text) => text.replaceAll(/^(.+)$/gm, '`$1`') },
  { name: 'a quotation', keeps: 'everything', mangle: (text) => text.replaceAll(/^|(?<=\n)/g, '&gt; ') },
  { name: 'a mention', keeps: 'everything', mangle: (text) => `<@U0123ABCD> ${text}` },
  {
    name: 'bold or italic',
    keeps: 'kind',
    mangle: (text, dice) => {
      const mark = oneOf(dice, ['*', '_', '~']);
      return `${mark}${text}${mark}`;
    },
  },
];

/** Slack escapes every text before it does anything else with it. */
export const slackEscape: Mutator = { name: 'escaped', keeps: 'everything', mangle: escaped };
