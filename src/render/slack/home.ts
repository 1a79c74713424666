import type { HomeView, KnownBlock } from '@slack/types';
import { context, header, section } from './blocks.ts';
import { code, prose } from './escape.ts';
import { renderHelp } from './help.ts';
import { fitted, fittedLines, LIMITS } from './limits.ts';
import { shortenText } from './shorten-identifiers.ts';

const CHANNEL_ID = /^[CGD][A-Z0-9]{1,20}$/;
const LINE = 300;

/** One thing that the bot needs, and how it is. */
export interface SetUpLine {
  readonly subject: string;
  readonly state: 'ok' | 'advice' | 'bad' | 'skipped';
  /** Why it is so and what to do. Empty where there is nothing to say. */
  readonly words: string;
}

export interface HomeContext {
  /** Null while it is being looked at. */
  readonly setUp: readonly SetUpLine[] | null;
  readonly recent: readonly { readonly about: string; readonly channel: string; readonly askedAt: number }[];
  readonly identifiers: 'shown' | 'shortened';
}

const LIGHTS = { ok: '🟢', advice: '🟡', bad: '🔴', skipped: '⚪' } as const;

/** The app's home tab: how to ask, what the reader asked lately, and how the bot's set-up is. */
export function renderHome({ setUp, recent, identifiers }: HomeContext): HomeView {
  const shown = (text: string) => (identifiers === 'shortened' ? shortenText(text) : text);
  return {
    type: 'home',
    blocks: [
      ...renderHelp().blocks,
      { type: 'divider' },
      header('Your last questions'),
      ...(recent.length === 0
        ? [section('None yet, or none since I was started.')]
        : [section(fittedLines(recent.map(recentLine), LIMITS.text))]),
      { type: 'divider' },
      header('What I reach'),
      ...setUpBlocks(setUp, shown),
    ],
  };
}

function recentLine({ about, channel, askedAt }: HomeContext['recent'][number]): string {
  const seconds = Math.floor(askedAt / 1_000);
  const when = `<!date^${seconds}^{date_short_pretty} at {time}|${new Date(askedAt).toISOString()}>`;
  const where = CHANNEL_ID.test(channel) && !channel.startsWith('D') ? ` in <#${channel}>` : '';
  return `• ${fitted(about, LINE, code)}${where}, ${when}`;
}

function setUpBlocks(setUp: HomeContext['setUp'], shown: (text: string) => string): readonly KnownBlock[] {
  if (setUp === null) return [section('I am looking. Open this tab again in a moment.')];
  const lines = setUp.map(({ subject, state, words }) => {
    const rest = words.trim() === '' ? '' : `: ${words}`;
    return `${LIGHTS[state]} ${fitted(shown(`${subject}${rest}`), LINE, prose)}`;
  });
  return [
    section(
      lines.length === 0 ? 'I have not been told to look at anything.' : fittedLines(lines, LIMITS.text),
    ),
    context(['Whoever runs me sees more with `irsa-doctor self-check`.']),
  ];
}
