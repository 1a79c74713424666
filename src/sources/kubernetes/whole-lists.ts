import type { SweepPort } from '../../checker/ports.ts';
import type { Piece, Provenance } from '../../checker/vocabulary/evidence.ts';
import { type KubernetesConnection, POSSIBLE_NAME, refusal } from '../kubernetes.ts';
import { networkReason } from '../network-reason.ts';
import { failed, known, unreadable } from '../piece.ts';
import { parsePodPage } from './pod.ts';
import { parseServiceAccounts } from './service-account.ts';

/** As the API server pages for kubectl. */
const PAGE_SIZE = '500';
/** 150,000 objects, as many pods as Kubernetes itself is made for. */
const MOST_PAGES = 300;
/** What the API server answers when a list took so long that it has forgotten where the next page begins. */
const GONE = 410;

interface Page<T> {
  readonly items: readonly T[];
  /** Null for the last page. */
  readonly next: string | null;
}

/** Lists of a namespace or of a whole cluster, page by page to their end, behind the checker's port. Never rejects. */
export function wholeLists(
  connect: (signal: AbortSignal) => Promise<KubernetesConnection>,
): Pick<SweepPort, 'listServiceAccounts' | 'listPods'> {
  async function list<T>(
    resource: string,
    words: string,
    namespace: string | null,
    parse: (body: unknown) => Page<T> | null,
    signal: AbortSignal,
  ): Promise<Piece<readonly T[]>> {
    const of = namespace === null ? '' : ` of namespace ${namespace}`;
    const from: Provenance = { source: `kubernetes:list ${resource}`, subject: `${words}${of}` };
    if (namespace !== null && !POSSIBLE_NAME.test(namespace)) return known(from, []);
    const permission = `list ${resource}${namespace === null ? ' in all namespaces' : ` in namespace ${namespace}`}`;
    const path = namespace === null ? `/api/v1/${resource}` : `/api/v1/namespaces/${namespace}/${resource}`;
    let items: T[] = [];
    let next: string | null = null;
    let hasStartedOver = false;
    try {
      const connection = await connect(signal);
      if (!connection.ok) return unreadable(from, connection.obstacle);
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query: Record<string, string> = {
          limit: PAGE_SIZE,
          ...(next === null ? {} : { continue: next }),
        };
        const answer = await connection.api.get(path, query, signal);
        if (answer.kind === 'status' && answer.status === GONE && !hasStartedOver) {
          hasStartedOver = true;
          items = [];
          next = null;
          continue;
        }
        if (answer.kind !== 'ok') return refusal(from, permission, answer);
        const parsed = parse(answer.body);
        if (parsed === null)
          return unreadable(from, failed(`it answered something that is not a list of ${words}`));
        for (const item of parsed.items) items.push(item);
        next = parsed.next;
        if (next === null) return known(from, items);
      }
    } catch (error) {
      return unreadable(from, failed(networkReason(error)));
    }
    return unreadable(
      from,
      failed(`there are more than ${items.length} of them, too many to read; audit one namespace at a time`),
    );
  }

  return {
    listServiceAccounts: (namespace, signal) =>
      list('serviceaccounts', 'service accounts', namespace, accountsPage, signal),
    listPods: (namespace, signal) => list('pods', 'pods', namespace, podsPage, signal),
  };
}

function accountsPage(body: unknown) {
  const page = parseServiceAccounts(body);
  return page === null ? null : { items: page.accounts, next: page.next };
}

function podsPage(body: unknown) {
  const page = parsePodPage(body);
  return page === null ? null : { items: page.pods, next: page.next };
}
