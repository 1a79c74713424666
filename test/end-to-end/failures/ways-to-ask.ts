import type { ChannelMessage } from '../../../src/sandbox/slack/state/messages.ts';
import type { Stage } from '../stage.ts';

const DENIED =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';
const ERROR = `namespace=payments serviceaccount=api msg="${DENIED}"`;
const refused = (role: string) =>
  `AccessDenied: User: arn:aws:sts::111122223333:assumed-role/${role}/botocore-session-1 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/1 because no identity-based policy allows the s3:GetObject action`;
/** Two service accounts use the role, so that whoever asks has to choose. */
const AMBIGUOUS = refused('loyalty-points');

/** What stands in an answer's place until it comes. */
export const isPending = (text: string): boolean => /⏳|Waiting: /.test(text);

/** One way to ask, in a place of its own, so that whatever the bot says there is said about it. */
export interface Way {
  readonly name: string;
  readonly place: string;
  /** True where nobody asked, so that nobody waits for an answer. */
  readonly isUnasked?: true;
  /** What must stand there before: a message to ask about, or an answer with a button. Made while all is well. */
  readonly prepare?: (stage: Stage) => Promise<ChannelMessage>;
  readonly ask: (stage: Stage, prepared: ChannelMessage | null) => Promise<void>;
}

const post = (place: string, words: string) => async (stage: Stage) => stage.slack.user().say(place, words);
const answerTo = (place: string, words: string) => async (stage: Stage) => {
  const { ts } = stage.slack.user().say(place, words);
  return stage.slack.waitFor(() => {
    const answer = stage.slack.thread(place, ts)[1];
    return answer === undefined || isPending(answer.text) ? null : answer;
  }, 20_000);
};
const typed =
  (place: string, words: string): Way['ask'] =>
  async (stage) => {
    const outcome = await stage.slack.user().type(place, words);
    if (!outcome.ok) throw new Error(`Slack tells the person that ${place} failed: ${outcome.error}`);
  };
const said =
  (place: string, words: string): Way['ask'] =>
  async (stage) => {
    stage.slack.user().say(place, words);
  };
const pressed =
  (button: string): Way['ask'] =>
  async (stage, answer) => {
    if (answer === null) throw new Error('there is no answer with a button');
    await stage.slack.user().clickButton(answer, button);
  };

export const WATCHED = 'a-watched-message';

export const waysToAsk: readonly Way[] = [
  { name: 'a command', place: 'a-command', ask: typed('a-command', '/irsa check payments/api') },
  {
    name: 'the short command',
    place: 'a-short-command',
    ask: typed('a-short-command', '/irsa payments/api'),
  },
  { name: 'a mention', place: 'a-mention', ask: said('a-mention', '@irsa check payments/api') },
  {
    name: 'a mention in a thread',
    place: 'a-thread',
    prepare: post('a-thread', `the payments API is down: ${ERROR}`),
    ask: async (stage, alert) => {
      stage.slack.user().say('a-thread', '@irsa', { threadTs: alert?.ts ?? '' });
    },
  },
  {
    name: 'a direct message',
    place: 'avery',
    ask: async (stage) => {
      stage.slack.user().directMessage('check payments/api');
    },
  },
  {
    name: 'the message shortcut',
    place: 'a-shortcut',
    prepare: post('a-shortcut', ERROR),
    ask: async (stage, alert) => {
      if (alert !== null) await stage.slack.user().messageShortcut(alert, 'diagnose_message');
    },
  },
  { name: 'a watched message', place: WATCHED, isUnasked: true, ask: said(WATCHED, ERROR) },
  {
    name: 'the button Check again',
    place: 'check-again',
    prepare: answerTo('check-again', '@irsa check payments/api'),
    ask: pressed('check_again'),
  },
  {
    name: 'the button of a candidate',
    place: 'a-candidate',
    prepare: answerTo('a-candidate', `@irsa ${AMBIGUOUS}`),
    ask: pressed('loyalty/points'),
  },
  {
    name: 'an error that names a role',
    place: 'a-role',
    ask: said('a-role', `@irsa ${refused('payments-api')}`),
  },
  { name: 'an audit', place: 'an-audit', ask: typed('an-audit', '/irsa audit payments') },
];

export const places: readonly string[] = waysToAsk
  .map(({ place }) => place)
  .filter((place) => place !== 'avery');
