import { type PageOptions, page } from '../render/terminal/page.ts';
import { indented, wrap } from '../render/terminal/wrap.ts';
import { plainSentence } from '../render/visible.ts';
import { type Condition, type ConditionState, INTEGRATIONS, type Integration } from './condition.ts';

const TITLES: Readonly<Record<Integration, string>> = {
  slack: 'Slack',
  queue: 'Queue',
  cluster: 'Kubernetes',
  aws: 'AWS',
};

/** A sign for the eye and a word for everybody. */
const WORDS: Readonly<Record<ConditionState, { readonly mark: string; readonly word: string }>> = {
  ok: { mark: '✓', word: 'ok' },
  advice: { mark: '!', word: 'advice' },
  denied: { mark: '✗', word: 'denied' },
  failed: { mark: '✗', word: 'failed' },
  skipped: { mark: '–', word: 'not checked' },
};
const WORD_WIDTH = Math.max(...Object.values(WORDS).map(({ word }) => word.length));
const DETAIL_INDENT = '      ';

/** What was tried, by integration, each refusal with its remedy, and the count of all at the end. */
export function selfCheckText(conditions: readonly Condition[], options: PageOptions): string {
  const { colors, width } = page(options);
  const paint: Readonly<Record<ConditionState, (text: string) => string>> = {
    ok: colors.green,
    advice: colors.yellow,
    denied: colors.red,
    failed: colors.red,
    skipped: colors.dim,
  };
  const told = (text: string) =>
    indented(wrap(plainSentence(text), width - DETAIL_INDENT.length), DETAIL_INDENT);
  const line = ({ state, subject, reason, remedy }: Condition): readonly string[] => {
    const { mark, word } = WORDS[state];
    const head = `  ${paint[state](`${mark} ${word.padEnd(WORD_WIDTH)}`)}  ${plainSentence(subject)}`;
    if (state === 'ok') return [reason === '' ? head : `${head}  ${colors.dim(plainSentence(reason))}`];
    return [head, ...(reason === '' ? [] : told(reason)), ...(remedy === null ? [] : told(`→ ${remedy}`))];
  };
  const sections = INTEGRATIONS.map((integration) => {
    const own = conditions.filter((one) => one.integration === integration);
    return own.length === 0 ? [] : [colors.bold(TITLES[integration]), ...own.flatMap(line), ''];
  });
  return `${[...sections.flat(), tally(conditions)].join('\n')}\n`;
}

function tally(conditions: readonly Condition[]): string {
  const states: readonly ConditionState[] = ['failed', 'denied', 'advice', 'ok', 'skipped'];
  return states
    .map((state) => ({ state, count: conditions.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${WORDS[state].word}`)
    .join(', ');
}
