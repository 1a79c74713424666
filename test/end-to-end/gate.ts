import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import type { Cloud } from '../../src/sandbox/cloud.ts';

/** Stands before the API server of one cluster, and lets requests wait. */
export interface Gate {
  /** The paths that came, oldest first. */
  readonly paths: readonly string[];
  /** The kubeconfig whose way to the cluster leads through the gate. */
  before(cloud: Cloud): string;
  /** What comes waits from now on. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

export async function startGate(cluster: string): Promise<Gate> {
  const paths: string[] = [];
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  let way = Promise.withResolvers<void>();
  way.resolve();
  let behind = '';
  const server = createServer(async (incoming, outgoing) => {
    paths.push(incoming.url ?? '');
    await way.promise;
    const { authorization = '' } = incoming.headers;
    const answer = await request(`${behind}${incoming.url}`, {
      headers: { authorization },
      dispatcher: agent,
    }).catch(() => null);
    if (answer === null) return void outgoing.destroy();
    outgoing.writeHead(answer.statusCode, { 'content-type': 'application/json' });
    outgoing.end(await answer.body.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    paths,
    before: (cloud) => {
      behind = cloud.kubernetesUrl(cluster);
      return cloud.kubeconfig.replace(behind, url);
    },
    shut: () => {
      way = Promise.withResolvers<void>();
    },
    open: () => way.resolve(),
    close: async () => {
      way.resolve();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await agent.close();
    },
  };
}
