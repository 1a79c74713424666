import { code } from './escape.ts';
import { fitted } from './limits.ts';

const USER_ID = /^[UW][A-Z0-9]{1,20}$/;
const ASKED_SHOWN = 300;

/** "by @ann" as mrkdwn, and nothing where `user` is no Slack user id. */
export function byUser(user: string | null): string {
  return user !== null && USER_ID.test(user) ? `by <@${user}>` : '';
}

/** "Asked by @ann: `check payments/api`" as mrkdwn. `user` is a Slack user id; null, and whatever is not an id, is left out. */
export function askedBy(user: string | null, asked: string): string {
  const who = `Asked ${byUser(user)}`.trim();
  return asked.trim() === '' ? who : `${who}: ${fitted(asked.trim(), ASKED_SHOWN, code)}`;
}
