import { type KubernetesReads, ONE_READ_MORE } from './kubernetes-reads.ts';
import type { ClusterPorts } from './ports.ts';
import { canExist, type NamedServiceAccount } from './trusted-service-accounts.ts';
import type { Piece, ServiceAccount, ServiceAccountList } from './vocabulary/evidence.ts';
import { subjectOf, type Target } from './vocabulary/target.ts';

/** The service account that was asked for, and the others of its namespace. */
export interface ServiceAccountReads {
  readonly account: Promise<Piece<ServiceAccount>>;
  readonly siblings: Promise<Piece<ServiceAccountList>>;
}

const LIST = 'kubernetes:list serviceaccounts';

/**
 * Two lists tell more than single reads of the same number: the service account itself, what else its namespace holds, and who has its name
 * elsewhere, which `readNamesakes` reads. Where the namespace may not be listed, or holds too many, the one is read by itself.
 */
export function readServiceAccounts(
  ports: ClusterPorts,
  { namespace, serviceAccount }: Target,
  { read }: KubernetesReads,
): ServiceAccountReads {
  const siblings = read({
    api: LIST,
    subject: `service accounts of namespace ${namespace}`,
    ask: (signal) => ports.kubernetes.listServiceAccounts({ namespace }, signal),
  });
  const account = siblings.then((piece): Piece<ServiceAccount> | Promise<Piece<ServiceAccount>> => {
    const subject = `service account ${namespace}/${serviceAccount}`;
    if (piece.state === 'known') {
      const found = piece.value.accounts.find((one) => one.name === serviceAccount);
      if (found !== undefined) return { state: 'known', source: LIST, subject, value: found };
      if (piece.value.isWhole) return { state: 'absent', source: LIST, subject };
    } else if (piece.state !== 'unreadable' || piece.cause === 'failed') {
      return { ...piece, subject };
    }
    return read({
      api: 'kubernetes:get serviceaccounts',
      subject,
      ask: (signal) => ports.kubernetes.getServiceAccount(namespace, serviceAccount, signal),
    });
  });
  return { account, siblings };
}

/** All service accounts of the cluster with that name. They are what a check can best do without: asked for only where a read is left. */
export async function readNamesakes(
  ports: ClusterPorts,
  target: Target,
  kubernetes: KubernetesReads,
): Promise<Piece<ServiceAccountList>> {
  if (kubernetes.left() === 0) return withoutNamesakes(target);
  const { serviceAccount } = target;
  return kubernetes.read({
    api: LIST,
    subject: `service accounts called ${serviceAccount}`,
    ask: (signal) => ports.kubernetes.listServiceAccounts({ name: serviceAccount }, signal),
  });
}

/** The service accounts of that name were left out in favour of another read. */
export function withoutNamesakes({ serviceAccount }: Target): Piece<ServiceAccountList> {
  return unasked(`service accounts called ${serviceAccount}`);
}

/** Whether another service account exists, as far as the lists tell: those of the same namespace and those of the same name. */
export function existenceOf(
  other: NamedServiceAccount,
  target: Target,
  lists: { readonly siblings: Piece<ServiceAccountList>; readonly namesakes: Piece<ServiceAccountList> },
): Piece<boolean> {
  const { namespace, serviceAccount } = other;
  if (!canExist(other)) {
    const subject = `name of ${subjectOf(namespace, serviceAccount)}`;
    return { state: 'known', source: 'kubernetes:object names', subject, value: false };
  }
  const subject = `service account ${namespace}/${serviceAccount}`;
  const list =
    namespace === target.namespace
      ? lists.siblings
      : serviceAccount === target.serviceAccount
        ? lists.namesakes
        : unasked<ServiceAccountList>(subject);
  if (list.state !== 'known') return { ...list, subject };
  const { accounts, isWhole } = list.value;
  const isThere = accounts.some((one) => one.namespace === namespace && one.name === serviceAccount);
  return isThere || isWhole ? { ...list, subject, value: isThere } : unasked(subject);
}

function unasked<T>(subject: string): Piece<T> {
  return { state: 'unasked', source: LIST, subject, reason: ONE_READ_MORE };
}
