import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Place } from '../queue/job.ts';
import type { SlackSettings } from './app.ts';
import { type BotIdentity, learnIdentity } from './identity.ts';
import { type Installation, isRightToken } from './installation.ts';
import { callSlack } from './outage.ts';
import { createSlackClient } from './slack-client.ts';
import type { SlackObserver } from './slack-observer.ts';
import { startPatiently } from './start-patiently.ts';
import { UnknownWorkspaceError } from './unknown-workspace-error.ts';

/** A workspace, by what Slack says of everything that comes from it. */
export type Whereabouts = Pick<Place, 'teamId' | 'enterpriseId'>;

/** Who may be spoken to with which token. */
export interface Workspaces {
  /** Whether there may be others than the one that is spoken from. */
  readonly areSeveral: boolean;
  /**
   * The client for calls about a workspace, which no other workspace gets.
   * @throws UnknownWorkspaceError; TryLater where Slack does not tell now whose a token is
   */
  clientFor(where: Whereabouts): Promise<WebClient>;
  /** The token for a workspace, and who the bot is there. @throws the same */
  authorize(
    where: Whereabouts,
  ): Promise<{ readonly botToken: string } & Pick<BotIdentity, 'botId' | 'botUserId'>>;
  /** Asks Slack whose all the tokens are. @throws what Slack answers where not one of them is good */
  learnAll(): Promise<void>;
}

/** A token serves the workspace, or the organisation, that the settings name with it; `SLACK_BOT_TOKEN` serves its own, or all where it is the only one. */
export function createWorkspaces(
  { installations, apiUrl }: Pick<SlackSettings, 'installations' | 'apiUrl'>,
  log: Logger,
  observer?: SlackObserver,
): Workspaces {
  const clients = new Map<string, WebClient>();
  const identities = new Map<Installation, Promise<BotIdentity>>();
  const [first, ...others] = installations;
  const only = first !== undefined && others.length === 0 && first.id === null ? first : null;

  /** An organisation's token needs to be told which of its workspaces is meant. */
  const clientOf = ({ botToken, variable }: Installation, teamId: string | null): WebClient => {
    const key = `${variable}/${teamId ?? ''}`;
    const client = clients.get(key) ?? createSlackClient(botToken, apiUrl, observer, log, teamId);
    clients.set(key, client);
    return client;
  };

  const identityOf = (installation: Installation): Promise<BotIdentity> => {
    const known = identities.get(installation);
    if (known !== undefined) return known;
    const learning = learnIdentity(clientOf(installation, null));
    identities.set(installation, learning);
    learning.catch(() => identities.delete(installation));
    return learning;
  };

  const unknown = ({ teamId, enterpriseId }: Whereabouts, reason: string): UnknownWorkspaceError => {
    log.warn({ event: 'workspace-unknown', teamId, enterpriseId, reason });
    return new UnknownWorkspaceError(
      `No token is set for the workspace ${teamId ?? enterpriseId}: ${reason}`,
    );
  };

  const installationFor = async (where: Whereabouts): Promise<Installation> => {
    if (only !== null) return only;
    const { teamId, enterpriseId } = where;
    const named =
      installations.find(({ id }) => id !== null && id === teamId) ??
      installations.find(({ id }) => id !== null && id === enterpriseId);
    const candidate = named ?? installations.find(({ id }) => id === null);
    if (candidate === undefined) throw unknown(where, 'slack.workspaces does not name it');
    const identity = await callSlack(() => identityOf(candidate));
    if (named !== undefined && !isRightToken(named, identity))
      throw unknown(where, `${named.variable} is the token of another workspace`);
    const isOwn =
      (teamId !== null && identity.teamId === teamId) ||
      (enterpriseId !== null && identity.enterpriseId === enterpriseId);
    if (named === undefined && !isOwn)
      throw unknown(where, `slack.workspaces does not name it, and ${candidate.variable} is not its token`);
    return candidate;
  };

  return {
    areSeveral: only === null,
    async clientFor(where) {
      const installation = await installationFor(where);
      return clientOf(installation, installation === only ? null : where.teamId);
    },
    async authorize(where) {
      const installation = await installationFor(where);
      const { botId, botUserId } = await callSlack(() => identityOf(installation));
      return {
        botToken: installation.botToken,
        ...(botId === undefined ? {} : { botId }),
        ...(botUserId === undefined ? {} : { botUserId }),
      };
    },
    async learnAll() {
      const learnt = await Promise.allSettled(
        installations.map((one) => startPatiently(() => identityOf(one), log)),
      );
      for (const [index, outcome] of learnt.entries()) {
        const { id = null, variable = '' } = installations[index] ?? {};
        if (outcome.status === 'fulfilled') continue;
        if (learnt.every(({ status }) => status === 'rejected')) throw outcome.reason;
        const reason = outcome.reason instanceof Error ? outcome.reason.message : String(outcome.reason);
        log.error({ event: 'workspace-refused', workspace: id, variable, reason });
      }
    },
  };
}
