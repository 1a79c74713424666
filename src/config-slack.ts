import type { Purpose } from './config.ts';
import type { WorkspaceVariables } from './config-workspaces.ts';
import { type Environment, portOf, setting } from './environment.ts';
import type { SlackSettings } from './slack/app.ts';
import type { Installation } from './slack/installation.ts';

const DEFAULT_VARIABLE = 'SLACK_BOT_TOKEN';
const TOKEN = 'the "Bot User OAuth Token" (xoxb-…) from the app\'s "OAuth & Permissions" page';

/**
 * What the environment says of Slack; null where no token is set, which is a problem for all but a self-check.
 * @param workspaces of `irsa-doctor.yaml`
 */
export function loadSlack(
  env: Environment,
  purpose: Purpose,
  workspaces: WorkspaceVariables,
  problems: string[],
): SlackSettings | null {
  const installations = installationsIn(env, workspaces);
  const signingSecret = setting(env, 'SLACK_SIGNING_SECRET');
  const appToken = setting(env, 'SLACK_APP_TOKEN');
  const apiUrl = setting(env, 'SLACK_API_URL');
  if (installations.length === 0 && purpose === 'self-check') return null;
  problems.push(...missingTokens(env, workspaces), ...repeatedTokens(installations));
  if (appToken !== null && !appToken.startsWith('xapp-')) {
    problems.push(
      'SLACK_APP_TOKEN is not an app-level token: write the one that begins with xapp-, from the app\'s "Basic Information" page.',
    );
  }
  if ((purpose === 'bot' || purpose === 'start') && appToken === null && signingSecret === null) {
    problems.push(
      'SLACK_SIGNING_SECRET is missing: write it from the app\'s "Basic Information" page, or set SLACK_APP_TOKEN (xapp-…) for Socket Mode.',
    );
  }
  if (apiUrl !== null && !URL.canParse(apiUrl)) {
    problems.push('SLACK_API_URL is not a URL: write an address such as https://slack.com/api/.');
  }
  const port = portOf(env, 'PORT', 3000, problems);
  if (installations.length === 0) return null;
  return {
    installations,
    apiUrl: apiUrl === null ? null : apiUrl.replace(/\/*$/, '/'),
    receive:
      appToken !== null
        ? { mode: 'socket', appToken }
        : { mode: 'http', signingSecret: signingSecret ?? '', port },
  };
}

function installationsIn(env: Environment, workspaces: WorkspaceVariables): readonly Installation[] {
  const named = [[null, DEFAULT_VARIABLE] as const, ...workspaces];
  return named.flatMap(([id, variable]) => {
    const botToken = setting(env, variable);
    // A workspace may be named with the variable that is there without it, too.
    const isNamed = id === null && [...workspaces.values()].includes(variable);
    return botToken === null || isNamed ? [] : [{ id, variable, botToken }];
  });
}

function missingTokens(env: Environment, workspaces: WorkspaceVariables): readonly string[] {
  if (workspaces.size === 0)
    return setting(env, DEFAULT_VARIABLE) === null ? [`${DEFAULT_VARIABLE} is missing: write ${TOKEN}.`] : [];
  return [...workspaces]
    .filter(([, variable]) => setting(env, variable) === null)
    .map(
      ([id, variable]) =>
        `${variable} is missing, and slack.workspaces names it for ${id}: write ${TOKEN} there.`,
    );
}

function repeatedTokens(installations: readonly Installation[]): readonly string[] {
  return installations.flatMap(({ variable, botToken }, index) => {
    const earlier = installations.slice(0, index).find((one) => one.botToken === botToken);
    return earlier === undefined
      ? []
      : [`${variable} holds the same token as ${earlier.variable}: each workspace has a token of its own.`];
  });
}
