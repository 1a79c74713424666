import { z } from 'zod';
import type { KubernetesPort } from '../checker/ports.ts';
import type { Absent, Piece, Provenance, Unreadable } from '../checker/vocabulary/evidence.ts';
import { AGENT_SELECTOR, parseAgentPodPage } from './kubernetes/agent-pods.ts';
import type { ApiAnswer, KubernetesApi } from './kubernetes/api-client.ts';
import { parseIdentityAgent } from './kubernetes/daemon-set.ts';
import { parsePodPage } from './kubernetes/pod.ts';
import { parsePodWebhooks } from './kubernetes/pod-webhook.ts';
import { parseServiceAccount, parseServiceAccountPage } from './kubernetes/service-account.ts';
import { networkReason } from './network-reason.ts';
import { absent, denied, failed, known, type Obstacle, unreadable } from './piece.ts';
import { createSharedReads } from './shared-reads.ts';

/** The API server, or why it cannot even be asked. */
export type KubernetesConnection =
  | { readonly ok: true; readonly api: KubernetesApi }
  | { readonly ok: false; readonly obstacle: Obstacle };

/** As the API server itself pages; 20 pages are 10,000 pods. */
const PAGE_SIZE = '500';
const MOST_PAGES = 20;
const LIMIT_MS = 20_000;
const DISCOVERY = '/.well-known/openid-configuration';

/** What Kubernetes lets a name be (RFC 1123 subdomain). Others exist nowhere, and must not reach a URL: `..` would change the path. */
export const POSSIBLE_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

const discovery = z.object({ issuer: z.url().max(2048) });

/** What asking came to, before it is known what for. */
type Asked =
  | { readonly ok: true; readonly answer: ApiAnswer }
  | { readonly ok: false; readonly obstacle: Obstacle };

/** What an answer came to: its JSON, or the piece that stands for it. */
type Answered =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly piece: Absent | Unreadable };

/**
 * Kubernetes behind the checker's port. Those who wait for the same answer share it; it is never kept, since what was mended must be seen at once.
 * `connect` is called for every read, must be cheap when it is called again, and may reject when the
 * signal aborts; `clusterName` is what people call the cluster.
 */
export function createKubernetesPort(
  clusterName: string,
  connect: (signal: AbortSignal) => Promise<KubernetesConnection>,
): KubernetesPort {
  const shared = createSharedReads<Asked>({ limitMs: LIMIT_MS, keepMs: () => 0 });

  async function ask(
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Asked> {
    const connection = await connect(signal);
    if (!connection.ok) return { ok: false, obstacle: connection.obstacle };
    return { ok: true, answer: await connection.api.get(path, query, signal) };
  }

  async function get(
    from: Provenance,
    permission: string,
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Answered> {
    try {
      const key = `${path}?${new URLSearchParams(query)}`;
      const asked = await shared.read(key, signal, (stop) => ask(path, query, stop));
      if (!asked.ok) return { ok: false, piece: unreadable(from, asked.obstacle) };
      const { answer } = asked;
      return answer.kind === 'ok'
        ? { ok: true, body: answer.body }
        : { ok: false, piece: refusal(from, permission, answer) };
    } catch (error) {
      return { ok: false, piece: unreadable(from, failed(networkReason(error))) };
    }
  }

  /** All pages, each made something of by `parse`. */
  async function listPods<T>(
    from: Provenance,
    namespace: string,
    selection: Readonly<Record<string, string>>,
    parse: (body: unknown) => { readonly pods: readonly T[]; readonly next: string | null } | null,
    signal: AbortSignal,
  ): Promise<Piece<readonly T[]>> {
    const permission = `list pods in namespace ${namespace}`;
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const pods: T[] = [];
    let next: string | null = null;
    for (let number = 0; number < MOST_PAGES; number += 1) {
      const query = { ...selection, limit: PAGE_SIZE, ...(next === null ? {} : { continue: next }) };
      const answered: Answered = await get(from, permission, path, query, signal);
      if (!answered.ok) return answered.piece;
      const page = parse(answered.body);
      if (page === null) return nonsense(from, 'a list of pods');
      pods.push(...page.pods);
      next = page.next;
      if (next === null) return known(from, pods);
    }
    const reason = `there are more than ${pods.length} of them, too many to read for one answer`;
    return unreadable(from, failed(reason));
  }

  return {
    async getServiceAccount(namespace, name, signal) {
      const from = {
        source: 'kubernetes:get serviceaccounts',
        subject: `service account ${namespace}/${name}`,
      };
      if (!POSSIBLE_NAME.test(namespace) || !POSSIBLE_NAME.test(name)) return absent(from);
      const permission = `get serviceaccounts in namespace ${namespace}`;
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
      const answered = await get(from, permission, path, {}, signal);
      if (!answered.ok) return answered.piece;
      const account = parseServiceAccount(answered.body);
      return account === null ? nonsense(from, 'a service account') : known(from, account);
    },

    async listServiceAccounts(which, signal) {
      const isOfNamespace = 'namespace' in which;
      const name = isOfNamespace ? which.namespace : which.name;
      const subject = `service accounts ${isOfNamespace ? 'of namespace' : 'called'} ${name}`;
      const from = { source: 'kubernetes:list serviceaccounts', subject };
      if (!POSSIBLE_NAME.test(name)) return known(from, { accounts: [], isWhole: true });
      const permission = `list serviceaccounts${isOfNamespace ? ` in namespace ${name}` : ''}`;
      const path = isOfNamespace ? `/api/v1/namespaces/${name}/serviceaccounts` : '/api/v1/serviceaccounts';
      const query = {
        limit: PAGE_SIZE,
        ...(isOfNamespace ? {} : { fieldSelector: `metadata.name=${name}` }),
      };
      const answered = await get(from, permission, path, query, signal);
      if (!answered.ok) return answered.piece;
      const page = parseServiceAccountPage(answered.body);
      if (page === null) return nonsense(from, 'a list of service accounts');
      return known(from, page);
    },

    async listPodWebhooks(signal) {
      const from = {
        source: 'kubernetes:list mutatingwebhookconfigurations',
        subject: 'webhooks that change pods',
      };
      const path = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
      const answered = await get(from, 'list mutatingwebhookconfigurations', path, {}, signal);
      if (!answered.ok) return answered.piece;
      const webhooks = parsePodWebhooks(answered.body);
      return webhooks === null ? nonsense(from, 'a list of webhooks') : known(from, webhooks);
    },

    async listPods(namespace, signal) {
      const from = { source: 'kubernetes:list pods', subject: `pods of namespace ${namespace}` };
      if (!POSSIBLE_NAME.test(namespace)) return known(from, []);
      return listPods(from, namespace, {}, parsePodPage, signal);
    },

    listIdentityAgentPods(signal) {
      const from = {
        source: 'kubernetes:list pods',
        subject: 'pods of the EKS Pod Identity agent in namespace kube-system',
      };
      return listPods(from, 'kube-system', { labelSelector: AGENT_SELECTOR }, parseAgentPodPage, signal);
    },

    async getIdentityAgent(signal) {
      const from = {
        source: 'kubernetes:list daemonsets',
        subject: 'EKS Pod Identity agent in namespace kube-system',
      };
      const path = '/apis/apps/v1/namespaces/kube-system/daemonsets';
      const answered = await get(from, 'list daemonsets in namespace kube-system', path, {}, signal);
      if (!answered.ok) return answered.piece;
      const parsed = parseIdentityAgent(answered.body);
      if (parsed === null) return nonsense(from, 'a list of DaemonSets');
      return parsed.agent === null ? absent(from) : known(from, parsed.agent);
    },

    async getIssuer(signal) {
      const from = { source: `kubernetes:get ${DISCOVERY}`, subject: `issuer of cluster ${clusterName}` };
      const answered = await get(from, `get ${DISCOVERY}`, DISCOVERY, {}, signal);
      if (!answered.ok) return answered.piece;
      const document = discovery.safeParse(answered.body);
      return document.success
        ? known(from, document.data.issuer)
        : nonsense(from, 'an OpenID discovery document');
    },
  };
}

function nonsense(from: Provenance, what: string): Unreadable {
  return unreadable(from, failed(`it answered something that is not ${what}`));
}

/** What an answer other than a good one comes to. */
export function refusal(
  from: Provenance,
  permission: string,
  answer: Exclude<ApiAnswer, { kind: 'ok' }>,
): Absent | Unreadable {
  if (answer.kind === 'failed') return unreadable(from, failed(answer.reason));
  const { status, message, isJson } = answer;
  if (status === 403) return unreadable(from, denied(message ?? 'the API server forbids it', permission));
  if (status === 401) {
    const reason = 'the API server does not accept the credentials; on EKS, their role needs an access entry';
    return unreadable(from, denied(reason, null));
  }
  // A 404 that no API wrote comes from something else at that address, and says nothing of the thing that was asked for.
  if (status === 404 && isJson) return absent(from);
  const what = status === 429 ? 'the API server throttles the bot' : `it answered HTTP ${status}`;
  return unreadable(from, failed(message === null ? what : `${what}: ${message}`));
}
