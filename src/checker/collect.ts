import { ROLE_ANNOTATION } from './annotations.ts';
import { issuerOf } from './issuer-of.ts';
import { knownOrNull } from './known.ts';
import { podsInQuestion } from './pods-in-question.ts';
import type { ClusterPorts } from './ports.ts';
import { type Read, type ReadOptions, readWithin } from './read-within.ts';
import type { NamedRole } from './role-arn.ts';
import { roleInQuestion, roleOfAnnotation } from './role-in-question.ts';
import { situate } from './situate.ts';
import { providerArnOf } from './trust/provider-arn.ts';
import { canExist, otherTrustedServiceAccounts } from './trusted-service-accounts.ts';
import type {
  Call,
  Evidence,
  OidcProvider,
  Piece,
  Role,
  TrustedServiceAccount,
} from './vocabulary/evidence.ts';
import type { Symptom } from './vocabulary/symptom.ts';
import { subjectOf, type Target } from './vocabulary/target.ts';

/** `limitMs` is the time limit of each read, not of all of them together. */
export interface CollectOptions extends ReadOptions {
  readonly symptom: Symptom | null;
  /** Milliseconds since the epoch, for date conditions. */
  readonly epochMs: number;
}

/** How many other service accounts of a trust policy are looked up. */
const MOST_TRUSTED = 5;

/**
 * Reads everything a diagnosis looks at, each piece as soon as what it depends on is known. Never throws: what cannot be read is unreadable.
 * `calls` holds the calls in the order in which they ended.
 */
export async function collect(
  ports: ClusterPorts,
  target: Target,
  options: CollectOptions,
): Promise<{ readonly evidence: Evidence; readonly calls: readonly Call[] }> {
  const calls: Call[] = [];
  const read = <T>(one: Read<T>): Promise<Piece<T>> => readWithin(one, options, calls);
  const { namespace, serviceAccount } = target;
  const readServiceAccount = (of: string, name: string) =>
    read({
      api: 'kubernetes:get serviceaccounts',
      subject: `service account ${of}/${name}`,
      ask: (signal) => ports.kubernetes.getServiceAccount(of, name, signal),
    });

  const account = readServiceAccount(namespace, serviceAccount);
  const pods = read({
    api: 'kubernetes:list pods',
    subject: `pods of namespace ${namespace}`,
    ask: (signal) => ports.kubernetes.listPods(namespace, signal),
  });
  const cluster = read({
    api: 'eks:DescribeCluster',
    subject: `cluster ${ports.name}`,
    ask: (signal) => ports.eks.describeCluster(signal),
  });
  const issuer = cluster.then((described) =>
    issuerOf(described, () =>
      read({
        api: 'kubernetes:get /.well-known/openid-configuration',
        subject: `the issuer of cluster ${ports.name}`,
        ask: (signal) => ports.kubernetes.getIssuer(signal),
      }),
    ),
  );
  const associations = account.then((piece) =>
    // With an annotation the pods tell which of the two serves them; without one, only this does.
    piece.state === 'known' && piece.value.annotations[ROLE_ANNOTATION] === undefined
      ? read({
          api: 'eks:ListPodIdentityAssociations',
          subject: `Pod Identity associations of ${namespace}/${serviceAccount}`,
          ask: (signal) => ports.eks.listPodIdentityAssociations(namespace, serviceAccount, signal),
        })
      : unasked<never>(
          'eks:ListPodIdentityAssociations',
          'Pod Identity associations',
          unaskedAssociations(piece),
        ),
  );
  const named = account.then(async (piece): Promise<NamedRole | null> => {
    const annotated = roleOfAnnotation(knownOrNull(piece));
    if (annotated !== null && annotated.accountId !== null) return annotated;
    return roleInQuestion({
      account: knownOrNull(piece),
      pods: podsInQuestion(knownOrNull(await pods) ?? [], target),
      symptom: options.symptom,
      clusterAccountId: knownOrNull(await cluster)?.accountId ?? null,
    });
  });
  const role = named.then((it) => readRole(ports, it, read));
  const provider = Promise.all([named, issuer]).then(([it, url]) => readProvider(ports, it, url, read));

  const [theCluster, theIssuer, theAccount, thePods, theAssociations, theRole, theProvider] =
    await Promise.all([cluster, issuer, account, pods, associations, role, provider]);
  const evidence: Evidence = {
    cluster: theCluster,
    issuer: theIssuer,
    serviceAccount: theAccount,
    pods: thePods,
    associations: theAssociations,
    role: theRole,
    provider: theProvider,
    trusted: [],
  };
  const { trust } = situate(evidence, target, { ...options, clusterName: ports.name });
  if (trust?.decision !== 'implicitDeny') return { evidence, calls };
  const trusted = await Promise.all(
    otherTrustedServiceAccounts(trust, target)
      .slice(0, MOST_TRUSTED)
      .map(async (other): Promise<TrustedServiceAccount> => {
        if (!canExist(other)) return { ...other, exists: impossible(other.namespace, other.serviceAccount) };
        return {
          ...other,
          exists: existence(await readServiceAccount(other.namespace, other.serviceAccount)),
        };
      }),
  );
  return { evidence: { ...evidence, trusted }, calls };
}

async function readRole(
  ports: ClusterPorts,
  named: NamedRole | null,
  read: <T>(one: Read<T>) => Promise<Piece<T>>,
): Promise<Piece<Role>> {
  const accountId = named?.accountId ?? null;
  if (named === null || accountId === null) {
    return unasked('iam:GetRole', 'role', 'nothing says which role it is');
  }
  return read({
    api: 'iam:GetRole',
    subject: `role ${named.name} in account ${accountId}`,
    ask: (signal) => ports.iam.getRole(accountId, named.name, signal),
  });
}

async function readProvider(
  ports: ClusterPorts,
  named: NamedRole | null,
  issuer: Piece<string>,
  read: <T>(one: Read<T>) => Promise<Piece<T>>,
): Promise<Piece<OidcProvider>> {
  const accountId = named?.accountId ?? null;
  if (accountId === null || issuer.state !== 'known') {
    const missing = accountId === null ? 'which account the role is in' : "the cluster's issuer";
    return unasked('iam:GetOpenIDConnectProvider', 'OIDC provider', `${missing} is not known`);
  }
  // The provider has to be in the role's account, wherever the cluster is.
  const arn = providerArnOf({ accountId, issuer: issuer.value, subject: '', audience: '' });
  return read({
    api: 'iam:GetOpenIDConnectProvider',
    subject: `OIDC provider ${arn}`,
    ask: (signal) => ports.iam.getOidcProvider(accountId, arn, signal),
  });
}

function unaskedAssociations(account: Piece<unknown>): string {
  if (account.state === 'known') return 'the service account has a role annotation';
  return account.state === 'absent'
    ? 'there is no such service account'
    : 'the service account could not be read';
}

function unasked<T>(source: string, subject: string, reason: string): Piece<T> {
  return { state: 'unasked', source, subject, reason };
}

function existence(account: Piece<unknown>): Piece<boolean> {
  if (account.state === 'unreadable' || account.state === 'unasked') return account;
  const { source, subject, state } = account;
  return { state: 'known', source, subject, value: state === 'known' };
}

function impossible(namespace: string, serviceAccount: string): Piece<boolean> {
  return {
    state: 'known',
    source: 'kubernetes:object names',
    subject: `name of ${subjectOf(namespace, serviceAccount)}`,
    value: false,
  };
}
