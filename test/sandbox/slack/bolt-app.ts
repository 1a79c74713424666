import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { SandboxSlackOptions } from '../../../src/sandbox/slack/options.ts';
import { type SandboxSlack, startSandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { silentLogger } from './silent-logger.ts';

export const signingSecret = 'sandbox-signing-secret';
export const botToken = 'xoxb-sandbox';
export const appToken = 'xapp-sandbox';

/** Starts a sandbox with the tokens of these tests; redeliveries follow at once. */
export function startSandbox(options: Partial<SandboxSlackOptions> = {}): Promise<SandboxSlack> {
  return startSandboxSlack({
    mode: 'http',
    signingSecret,
    botToken,
    appToken,
    eventRetryDelays: [0, 0, 0],
    ...options,
  });
}

/** Connects a real Bolt app to the sandbox, in the mode in which the sandbox delivers. `listen` registers its listeners. */
export async function startBolt(
  slack: SandboxSlack,
  listen: (app: App) => void,
  options: { readonly processBeforeResponse?: boolean } = {},
): Promise<() => Promise<void>> {
  return slack.socket
    ? startOverSocket(slack, listen)
    : startOverHttp(slack, listen, options.processBeforeResponse ?? false);
}

async function startOverHttp(
  slack: SandboxSlack,
  listen: (app: App) => void,
  processBeforeResponse: boolean,
): Promise<() => Promise<void>> {
  const receiver = new HTTPReceiver({ signingSecret, processBeforeResponse, logger: silentLogger });
  const app = connect(slack, receiver, listen);
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as Server;
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return async () => {
    await app.stop();
  };
}

async function startOverSocket(
  slack: SandboxSlack,
  listen: (app: App) => void,
): Promise<() => Promise<void>> {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silentLogger,
    clientPingTimeout: 50,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = connect(slack, receiver, listen);
  await app.start();
  return () => receiver.client.disconnect();
}

function connect(
  slack: SandboxSlack,
  receiver: HTTPReceiver | SocketModeReceiver,
  listen: (app: App) => void,
): App {
  const app = new App({
    token: botToken,
    receiver,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    // Else the app asks auth.test while it is made, and nobody waits for the answer: a test may be over before it comes.
    tokenVerificationEnabled: false,
    logger: silentLogger,
  });
  listen(app);
  return app;
}
