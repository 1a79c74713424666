import type { Logger } from 'pino';
import { renderNotice } from '../render/slack/notice.ts';
import type { Respond } from './response-url.ts';

const NOTICE = renderNotice(
  'I do not know this workspace: whoever runs me writes its token under `slack.workspaces` in `irsa-doctor.yaml`.',
);

/** People who speak from a workspace that the settings do not name. They are told so where Slack lets a person be told without a token. */
export interface Strangers {
  /** Tells whoever clicked. A command is answered with its acknowledgement. Never rejects. */
  refuse(body: object): Promise<void>;
  /** What a refused command is acknowledged with; undefined for anything else. */
  acknowledgement(body: object): { response_type: 'ephemeral'; text: string } | undefined;
}

export function createStrangers(respond: Respond, log: Logger): Strangers {
  const commands = new WeakSet<object>();
  return {
    async refuse(body) {
      const url: unknown = Reflect.get(body, 'response_url');
      if (typeof Reflect.get(body, 'command') === 'string') commands.add(body);
      else if (typeof url === 'string') {
        await respond(url, NOTICE).catch((error: unknown) =>
          log.info({
            event: 'stranger-not-told',
            reason: error instanceof Error ? error.message : String(error),
          }),
        );
      }
    },
    acknowledgement: (body) =>
      commands.has(body) ? { response_type: 'ephemeral', text: NOTICE.text } : undefined,
  };
}
