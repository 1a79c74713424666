import type { SlackCheck, TokenCheck } from '../slack/check-slack.ts';
import { SCOPES } from '../slack/scopes.ts';
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

const BOT_TOKEN: Token = {
  subject: 'bot token',
  setting: 'SLACK_BOT_TOKEN',
  place: 'the "Bot User OAuth Token" (xoxb-…) of the app\'s "OAuth & Permissions" page',
};
const APP_TOKEN: Token = {
  subject: 'app-level token',
  setting: 'SLACK_APP_TOKEN',
  place: 'an app-level token (xapp-…) with the scope connections:write, from "Basic Information"',
};

/** What trying both tokens means, and the scopes that the app was granted beside those that it asks for. */
export function slackConditions({ bot, app }: SlackCheck): readonly Condition[] {
  return [
    botTokenCondition(bot),
    ...(bot.state === 'ok' ? scopeConditions(bot.scopes) : []),
    ...(app === null ? [] : [tokenCondition(APP_TOKEN, app)]),
  ];
}

/** The bot's token alone. */
export function botTokenCondition(bot: TokenCheck): Condition {
  return tokenCondition(BOT_TOKEN, bot);
}

function tokenCondition({ subject, setting, place }: Token, check: TokenCheck): Condition {
  if (check.state === 'ok') {
    return { integration: 'slack', subject, state: 'ok', reason: check.identity, remedy: null };
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

function scopeConditions(granted: readonly string[] | null): readonly Condition[] {
  if (granted === null) {
    return [
      {
        integration: 'slack',
        subject: 'scopes',
        state: 'advice',
        reason: 'Slack did not tell what the app was granted',
        remedy: 'Compare "OAuth & Permissions" with manifest.yml.',
      },
    ];
  }
  return SCOPES.map(({ name, purpose, isNeeded }): Condition => {
    const isGranted = granted.includes(name);
    return {
      integration: 'slack',
      subject: `scope ${name}`,
      state: isGranted ? 'ok' : isNeeded ? 'denied' : 'advice',
      reason: isGranted ? '' : `not granted; the bot needs it to ${purpose}`,
      remedy: isGranted
        ? null
        : `Add ${name} under "OAuth & Permissions", "Bot Token Scopes", and install the app again${isNeeded ? '' : ', if you want that'}.`,
    };
  });
}
