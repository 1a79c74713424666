import { knownOrNull } from '../checker/known.ts';
import type { SweepablePorts } from '../checker/ports.ts';
import { providerArnOf } from '../checker/trust/provider-arn.ts';
import type { Cluster } from '../checker/vocabulary/evidence.ts';
import type { SourceDirectory } from '../sources/cluster-directory.ts';
import type { Condition } from './condition.ts';
import { pieceCondition } from './source-conditions.ts';
import { type OptedIns, tryInAccount, tryProof } from './try-opt-ins.ts';
import { tryRoleReads } from './try-role-reads.ts';

/** Nobody has a role of this name, and to be told so needs the same permission as to read one. */
const NO_SUCH_ROLE = 'irsa-doctor-self-check-no-such-role';
const NO_SUCH_ASSOCIATION = 'a-00000000000000000';
const NO_SUCH_ISSUER = 'https://irsa-doctor.invalid/self-check';

/** Which clusters and accounts are looked at. */
export interface Surroundings {
  /** Names of the settings; null is the default cluster. */
  readonly clusters: readonly (string | null)[];
  /** Accounts for which the settings name a role. */
  readonly accounts: readonly string[];
  readonly optedIns: OptedIns;
}

/** A quick look, to be repeated every few seconds: whether clusters and AWS are there and take the credentials. Never rejects. */
export async function glanceAtSources(
  directory: SourceDirectory,
  { clusters }: Pick<Surroundings, 'clusters'>,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const identity = directory
    .callerIdentity(signal)
    .then((piece) => [pieceCondition('aws', 'credentials', piece, knownOrNull(piece)?.arn)]);
  const glances = clusters.map(async (name): Promise<readonly Condition[]> => {
    const probed = await directory.probe(name);
    if (!probed.ok) return [unopened(name, probed.message)];
    const { ports } = probed;
    const [server, described] = await Promise.all([probed.reach(signal), ports.eks.describeCluster(signal)]);
    return [
      pieceCondition('cluster', `API server of ${ports.name}`, server),
      pieceCondition('aws', `eks:DescribeCluster of ${ports.name}`, described),
    ];
  });
  return (await Promise.all([identity, ...glances])).flat();
}

/**
 * A thorough look: everything that the checker reads is tried once, on something that every cluster and account has, or on a name that none
 * has. Never rejects.
 *
 * @param namespace in which pods and service accounts are read
 */
export async function examineSources(
  directory: SourceDirectory,
  { clusters, accounts, optedIns }: Surroundings,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const [identity, ...examined] = await Promise.all([
    directory.callerIdentity(signal),
    ...clusters.map((name) => examineCluster(directory, name, namespace, optedIns, signal)),
  ]);
  const conditions = [
    pieceCondition('aws', 'credentials', identity, knownOrNull(identity)?.arn),
    ...examined.flatMap(({ found }) => found),
  ];
  const issuers = new Map<string, string>();
  const own = knownOrNull(identity)?.accountId;
  for (const accountId of [...accounts, ...(own === undefined ? [] : [own])]) {
    issuers.set(accountId, NO_SUCH_ISSUER);
  }
  for (const { cluster } of examined) {
    if (cluster !== null) issuers.set(cluster.accountId, cluster.issuer ?? NO_SUCH_ISSUER);
  }
  // Which cluster's port asks is all the same: the account decides whose credentials are taken.
  const ports = examined.find((one) => one.ports !== null)?.ports ?? null;
  if (ports === null) return [...conditions, UNTRIED_IAM];
  const region = examined.find((one) => one.cluster !== null)?.cluster?.region ?? null;
  const rights = await Promise.all(
    [...issuers].flatMap(([accountId, issuer]) => [
      examineAccount(ports, accountId, issuer, signal),
      tryInAccount(ports, optedIns, accountId, region, signal),
    ]),
  );
  return [...conditions, ...rights.flat()];
}

const UNTRIED_IAM: Condition = {
  integration: 'aws',
  subject: 'iam:GetRole and iam:GetOpenIDConnectProvider',
  state: 'skipped',
  reason: 'no cluster could be opened',
  remedy: null,
};

interface Examined {
  readonly found: readonly Condition[];
  readonly ports: SweepablePorts | null;
  readonly cluster: Cluster | null;
}

async function examineCluster(
  directory: SourceDirectory,
  wanted: string | null,
  namespace: string,
  optedIns: OptedIns,
  signal: AbortSignal,
): Promise<Examined> {
  const probed = await directory.probe(wanted);
  if (!probed.ok) return { found: [unopened(wanted, probed.message)], ports: null, cluster: null };
  const { ports } = probed;
  const { name, eks } = ports;
  const [reads, proof, described, associations, association] = await Promise.all([
    probed.tryReads(namespace, signal),
    tryProof(ports, optedIns, namespace, signal),
    eks.describeCluster(signal),
    eks.listPodIdentityAssociations(namespace, 'default', signal),
    eks.describePodIdentityAssociation(NO_SUCH_ASSOCIATION, signal),
  ]);
  const found = [
    ...reads.map((piece) =>
      pieceCondition('cluster', `${piece.source.replace('kubernetes:', '')} in ${name}`, piece),
    ),
    ...proof,
    pieceCondition('aws', `eks:DescribeCluster of ${name}`, described),
    pieceCondition('aws', `eks:ListPodIdentityAssociations of ${name}`, associations),
    pieceCondition('aws', `eks:DescribePodIdentityAssociation of ${name}`, association),
  ];
  return { found, ports, cluster: knownOrNull(described) };
}

async function examineAccount(
  ports: SweepablePorts,
  accountId: string,
  issuer: string,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const arn = providerArnOf({ accountId, issuer, subject: '', audience: '' });
  const [role, provider] = await Promise.all([
    ports.iam.getRole(accountId, NO_SUCH_ROLE, signal),
    ports.iam.getOidcProvider(accountId, arn, signal),
  ]);
  // Where the account cannot be asked at all, it is said once.
  const isAsked = role.state !== 'unreadable' || role.permission?.startsWith('iam:') === true;
  const partition = arn.split(':')[1] ?? 'aws';
  return [
    pieceCondition('aws', `iam:GetRole in account ${accountId}`, role),
    pieceCondition('aws', `iam:GetOpenIDConnectProvider in account ${accountId}`, provider),
    ...(isAsked ? await tryRoleReads(ports, accountId, partition, signal) : []),
  ];
}

function unopened(name: string | null, message: string): Condition {
  return {
    integration: 'cluster',
    subject: name === null ? 'the current cluster' : `cluster ${name}`,
    state: 'failed',
    reason: message.replace(/\.$/, ''),
    remedy: 'Name a cluster in irsa-doctor.yaml, or a kubeconfig in KUBECONFIG.',
  };
}
