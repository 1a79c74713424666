import { HttpMethod, type KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, type Dispatcher } from 'undici';
import { untilAborted } from '../until-aborted.ts';

/** What a request to the API server needs beside its path. */
export interface Authenticated {
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
}

/** The current cluster and user of a kubeconfig, ready to be asked. */
export interface KubernetesSession {
  /** Base URL of the API server. */
  readonly server: string;
  /** Rejects where the credentials cannot be had: a credential command that fails, a file that is missing. */
  authenticate(signal: AbortSignal): Promise<Authenticated>;
  /** Forgets credentials that the API server did not accept. */
  forget(stale: Authenticated): void;
  close(): Promise<void>;
}

/** So long a credential is used before the kubeconfig is asked for it again; client-node caches and refreshes what is behind it. */
const LIFETIME_MS = 60_000;
const CLOSE_MS = 1_000;

/**
 * Keeps one connection pool for all requests of a minute: client-node would open a new one, and run a credential command that has no cache,
 * for every single request.
 */
export function createKubernetesSession(config: KubeConfig, now: () => number = Date.now): KubernetesSession {
  const server = config.getCurrentCluster()?.server ?? '';
  let current: { readonly ready: Promise<Authenticated>; readonly since: number } | null = null;
  let isClosed = false;

  async function open(): Promise<Authenticated> {
    const context = new RequestContext(server, HttpMethod.GET);
    await config.applySecurityAuthentication(context);
    return { headers: context.getHeaders(), dispatcher: context.getDispatcher() ?? new Agent() };
  }

  function drop(): void {
    const dropped = current;
    current = null;
    dropped?.ready.then(({ dispatcher }) => dispatcher.close()).catch(() => undefined);
  }

  return {
    server,
    async authenticate(signal) {
      if (isClosed) throw new Error('the connection to the API server has been closed');
      if (current !== null && now() - current.since >= LIFETIME_MS) drop();
      if (current === null) {
        const opened = { ready: open(), since: now() };
        current = opened;
        opened.ready.catch(() => {
          if (current === opened) current = null;
        });
      }
      return await untilAborted(current.ready, signal);
    },
    forget(stale) {
      current?.ready.then((ready) => (ready === stale ? drop() : undefined)).catch(() => undefined);
    },
    async close() {
      isClosed = true;
      const last = current;
      current = null;
      const closing = last?.ready.then(({ dispatcher }) => dispatcher.destroy());
      // A credential command that hangs is not waited for.
      if (closing !== undefined)
        await untilAborted(closing, AbortSignal.timeout(CLOSE_MS)).catch(() => undefined);
    },
  };
}
