import type { ClusterPorts } from './ports.ts';
import type { Read } from './read-within.ts';
import { canExist, type NamedServiceAccount } from './trusted-service-accounts.ts';
import type { Piece, ServiceAccount, ServiceAccountList } from './vocabulary/evidence.ts';
import { subjectOf, type Target } from './vocabulary/target.ts';

/** The service account that was asked for, and those that it may have been mistaken for. */
export interface ServiceAccountReads {
  readonly account: Promise<Piece<ServiceAccount>>;
  readonly siblings: Promise<Piece<ServiceAccountList>>;
  readonly namesakes: Promise<Piece<ServiceAccountList>>;
}

const LIST = 'kubernetes:list serviceaccounts';

/**
 * Two lists tell more than single reads of the same number: the service account itself, what else its namespace holds, and who has its name
 * elsewhere. Where the namespace may not be listed, or holds too many, the one is read by itself. `spare` says whether a fourth read of
 * Kubernetes is to be had.
 */
export function readServiceAccounts(
  ports: ClusterPorts,
  { namespace, serviceAccount }: Target,
  read: <T>(one: Read<T>) => Promise<Piece<T>>,
  spare: (account: Piece<ServiceAccount>) => Promise<boolean>,
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
  const namesakes = Promise.all([siblings, account.then(spare)]).then(([piece, isToBeHad]) =>
    piece.state === 'known' && isToBeHad
      ? read({
          api: LIST,
          subject: `service accounts called ${serviceAccount}`,
          ask: (signal) => ports.kubernetes.listServiceAccounts({ name: serviceAccount }, signal),
        })
      : unasked<ServiceAccountList>(`service accounts called ${serviceAccount}`),
  );
  return { account, siblings, namesakes };
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
  return {
    state: 'unasked',
    source: LIST,
    subject,
    reason: 'it would take one read more than a check may make',
  };
}
