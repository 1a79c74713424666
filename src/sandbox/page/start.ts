import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scenario } from '../scenarios/scenario.ts';
import type { SandboxSlack } from '../slack/start.ts';
import type { World } from '../world/world.ts';
import type { Scene } from './scene.ts';
import { serve } from './serve.ts';
import { readSite } from './site-files.ts';
import { TrustPolicies } from './trust-policies.ts';

export interface PageOptions {
  readonly slack: SandboxSlack;
  readonly world: World;
  readonly scenarios: readonly Scenario[];
  /** The app's message shortcut, as its manifest has it. */
  readonly shortcut?: Scene['shortcut'];
  /** Why the bot does not run any more; null while it does. */
  readonly trouble?: () => string | null;
  /** 0, where it is not said: any free one. */
  readonly port?: number;
}

/** A page in which the sandbox's Slack and IAM can be looked at and worked with. */
export interface Page {
  /** `http://127.0.0.1:PORT/`. */
  readonly url: string;
  /** Drops whoever still watches. May be called twice. */
  close(): Promise<void>;
}

/**
 * Serves the page on 127.0.0.1 and nowhere else.
 *
 * @throws PageNotBuiltError where the page's files are not there; Error in one sentence where the port is taken.
 */
export async function startPage(options: PageOptions): Promise<Page> {
  const scene: Scene = {
    slack: options.slack,
    person: options.slack.user(),
    policies: new TrustPolicies(options.world),
    scenarios: options.scenarios,
    shortcut: options.shortcut ?? null,
    trouble: options.trouble ?? (() => null),
  };
  const site = await readSite();
  const closing = new AbortController();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    serve({ scene, site, port, closing: closing.signal }, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(whyNot(error, options.port ?? 0), { cause: error })));
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | null = null;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      closed ??= new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

function whyNot(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use: name another with --port, or leave it out.`;
  if (error.code === 'EACCES')
    return `Port ${port} is not for everybody: name one above 1023 with --port, or leave it out.`;
  return `The page cannot be served: ${error.message}`;
}
