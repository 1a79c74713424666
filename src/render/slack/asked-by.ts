import { code } from './escape.ts';
import { fitted } from './limits.ts';

const USER_ID = /^[UW][A-Z0-9]{1,20}$/;
const ASKED_SHOWN = 300;

/** "Asked by @ann: `check payments/api`" as mrkdwn. `user` is a Slack user id; null, and whatever is not an id, is left out. */
export function askedBy(user: string | null, asked: string): string {
  const who = user !== null && USER_ID.test(user) ? `Asked by <@${user}>` : 'Asked';
  return asked.trim() === '' ? who : `${who}: ${fitted(asked.trim(), ASKED_SHOWN, code)}`;
}
