import type { SlackMessage } from './message.ts';
import { renderNotice } from './notice.ts';

const NAMES: Readonly<Record<string, string>> = {
  'aws-access-key-id': 'an AWS access key id',
  'aws-secret-key': 'an AWS secret key',
  'aws-session-token': 'an AWS session token',
  'presigned-url': 'a presigned URL',
  jwt: 'a token (JWT)',
  bearer: 'a bearer token',
  'slack-token': 'a Slack token',
  password: 'a password',
  'private-key': 'a private key',
};

/** Tells somebody that what they pasted holds secrets, by their kinds. */
export function renderRotate(kinds: readonly string[]): SlackMessage {
  const what = kinds.map((kind) => NAMES[kind] ?? 'a secret').join(', ');
  return renderNotice(
    `🔑 That text holds ${what}. I masked it in what I keep and show, but it still stands where it was pasted: rotate it now, and delete it there.`,
  );
}
