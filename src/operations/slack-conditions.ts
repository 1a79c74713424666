import type { SlackCheck, TokenCheck } from '../slack/check-slack.ts';
import type { ConversationSettings } from '../slack/conversation-settings.ts';
import type { Installation } from '../slack/installation.ts';
import { SCOPES, scopesWantedBy } from '../slack/scopes.ts';
import type { Condition } from './condition.ts';

const REFUSED_TOKEN: Readonly<Record<string, string>> = {
  token_revoked: 'was revoked',
  token_expired: 'has expired',
  account_inactive: 'belongs to an app or a workspace that is gone',
};

const SOCKET_MODE_OFF: readonly string[] = ['link_disabled', 'forbidden_team'];
const UNREACHED =
  'Let this machine reach https://slack.com over port 443, and look at https://slack-status.com; if SLACK_API_URL is set, correct it.';

interface Token {
  readonly subject: string;
  readonly setting: string;
  readonly place: string;
}

const botToken = ({ id, variable }: Installation): Token => ({
  subject: id === null ? 'bot token' : `bot token of ${id}`,
  setting: variable,
  place: `the "Bot User OAuth Token" (xoxb-…) of the app's "OAuth & Permissions" page${id === null ? '' : ` in ${id}`}`,
});
const APP_TOKEN: Token = {
  subject: 'app-level token',
  setting: 'SLACK_APP_TOKEN',
  place: 'an app-level token (xapp-…) with the scope connections:write, from "Basic Information"',
};

/** What trying all tokens means, and the scopes that the app was granted beside those that it asks for and the settings want. */
export function slackConditions(
  { bots, app }: SlackCheck,
  conversation: ConversationSettings,
): readonly Condition[] {
  return [
    ...bots.flatMap(({ installation, check }) => [
      tokenCondition(botToken(installation), check),
      ...(check.state === 'ok' ? scopeConditions(check.scopes, installation, conversation) : []),
    ]),
    ...(app === null ? [] : [tokenCondition(APP_TOKEN, app)]),
  ];
}

/** The bot's tokens alone. */
export function botTokenConditions(bots: SlackCheck['bots']): readonly Condition[] {
  return bots.map(({ installation, check }) => tokenCondition(botToken(installation), check));
}

function tokenCondition({ subject, setting, place }: Token, check: TokenCheck): Condition {
  if (check.state === 'ok') {
    return { integration: 'slack', subject, state: 'ok', reason: check.identity, remedy: null };
  }
  if (check.state === 'misplaced') {
    return {
      integration: 'slack',
      subject,
      state: 'denied',
      reason: `it is another workspace's: ${check.identity}`,
      remedy: `Set ${setting} to ${place}.`,
    };
  }
  const { state, reason } = check;
  if (state === 'failed') return { integration: 'slack', subject, state, reason, remedy: UNREACHED };
  return {
    integration: 'slack',
    subject,
    state,
    reason: `Slack refuses it: it ${REFUSED_TOKEN[reason] ?? 'is not accepted'} (${reason})`,
    remedy: SOCKET_MODE_OFF.includes(reason)
      ? 'Switch on "Socket Mode" in the app\'s settings.'
      : `Set ${setting} to ${place}.`,
  };
}

function scopeConditions(
  granted: readonly string[] | null,
  { id }: Installation,
  conversation: ConversationSettings,
): readonly Condition[] {
  const where = id === null ? '' : ` in ${id}`;
  if (granted === null) {
    return [
      {
        integration: 'slack',
        subject: `scopes${where}`,
        state: 'advice',
        reason: 'Slack did not tell what the app was granted',
        remedy: 'Compare "OAuth & Permissions" with manifest.yml.',
      },
    ];
  }
  const wanted = scopesWantedBy(conversation, granted);
  return SCOPES.map((scope): Condition => {
    const { name } = scope;
    const subject = `scope ${name}${where}`;
    if (granted.includes(name))
      return { integration: 'slack', subject, state: 'ok', reason: '', remedy: null };
    const setting = wanted.find((one) => one.name === name);
    const isMissed = scope.isNeeded || setting?.isCertain === true;
    const isOptional = !isMissed && setting === undefined;
    return {
      integration: 'slack',
      subject,
      state: isMissed ? 'denied' : 'advice',
      reason: `not granted; the bot needs it to ${setting?.purpose ?? scope.purpose}`,
      remedy: `Add ${name} under "OAuth & Permissions", "Bot Token Scopes", and install the app again${isOptional ? ', if you want that' : ''}.`,
    };
  });
}
