import type { Piece } from '../../checker/vocabulary/evidence.ts';
import { type KubernetesConnection, refusal } from '../kubernetes.ts';
import { networkReason } from '../network-reason.ts';
import { failed, known, unreadable } from '../piece.ts';
import { permissionOf } from './permission-of.ts';

const ONE = { limit: '1' };

/** What the checker reads in a cluster, each asked for as little as possible. `deploy/cluster-role.yaml` grants these. */
export const NEEDED_READS: readonly {
  readonly path: (namespace: string) => string;
  readonly query: Readonly<Record<string, string>>;
}[] = [
  // Every namespace has it; and one that is not there is as good an answer.
  { path: (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts/default`, query: {} },
  { path: (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts`, query: ONE },
  { path: (namespace) => `/api/v1/namespaces/${namespace}/pods`, query: ONE },
  { path: () => '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', query: ONE },
  { path: () => '/apis/apps/v1/namespaces/kube-system/daemonsets', query: ONE },
  { path: () => '/.well-known/openid-configuration', query: {} },
];

type Connect = (signal: AbortSignal) => Promise<KubernetesConnection>;

/** Tries each needed read once, all at the same time. A thing that is not there could be read as well. Never rejects. */
export async function tryReads(
  connect: Connect,
  clusterName: string,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly Piece<true>[]> {
  return Promise.all(
    NEEDED_READS.map(({ path, query }) => {
      const isNamespaced = path('a') !== path('b');
      const permission = permissionOf(path(namespace)) + (isNamespaced ? ` in namespace ${namespace}` : '');
      return tryRead(connect, { path: path(namespace), query }, permission, clusterName, signal);
    }),
  );
}

/** Whether the API server is there and takes the credentials: its version, which everybody who is signed in may read. Never rejects. */
export async function reachApiServer(
  connect: Connect,
  clusterName: string,
  signal: AbortSignal,
): Promise<Piece<true>> {
  return tryRead(connect, { path: '/version', query: {} }, 'get /version', clusterName, signal);
}

async function tryRead(
  connect: Connect,
  { path, query }: { readonly path: string; readonly query: Readonly<Record<string, string>> },
  permission: string,
  clusterName: string,
  signal: AbortSignal,
): Promise<Piece<true>> {
  const from = { source: `kubernetes:${permissionOf(path)}`, subject: `cluster ${clusterName}` };
  try {
    const connection = await connect(signal);
    if (!connection.ok) return unreadable(from, connection.obstacle);
    const answer = await connection.api.get(path, query, signal);
    if (answer.kind === 'ok') return known(from, true);
    const refused = refusal(from, permission, answer);
    return refused.state === 'absent' ? known(from, true) : refused;
  } catch (error) {
    return unreadable(from, failed(networkReason(error)));
  }
}
