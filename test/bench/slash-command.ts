import { signedHeaders } from '../../src/sandbox/slack/delivery/signature.ts';

/** One slash command as Slack sends it, signed now. `trigger` makes it a question of its own. */
export function slashCommandRequest(
  secret: string,
  {
    text,
    channel,
    user,
    trigger,
  }: { readonly text: string; readonly channel: string; readonly user: string; readonly trigger: string },
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const body = new URLSearchParams({
    token: 'verification-token',
    team_id: 'T0SANDBOX',
    team_domain: 'sandbox',
    channel_id: channel,
    channel_name: 'oncall',
    user_id: user,
    user_name: 'avery',
    command: '/irsa',
    text,
    api_app_id: 'A0IRSADOC',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/respond/nobody',
    trigger_id: trigger,
  }).toString();
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signedHeaders(secret, Math.floor(Date.now() / 1_000), body),
    },
  };
}
