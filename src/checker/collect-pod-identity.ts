import { associationsAlike } from './association-astray.ts';
import { readIdentityAgent } from './collect-identity-agent.ts';
import { knownOrNull } from './known.ts';
import type { KubernetesReads } from './kubernetes-reads.ts';
import type { ClusterPorts } from './ports.ts';
import type { Read } from './read-within.ts';
import { type NamedRole, parseRoleArn } from './role-arn.ts';
import type {
  Cluster,
  Evidence,
  IdentityAgent,
  Piece,
  PodIdentityAssociation,
  Role,
} from './vocabulary/evidence.ts';
import type { Target } from './vocabulary/target.ts';

/** The pieces that only a service account with an association has, or one that should have one. */
export type PodIdentityEvidence = Pick<
  Evidence,
  'associations' | 'association' | 'astray' | 'associationRole' | 'targetRole' | 'agent'
>;

export interface PodIdentityReads {
  readonly ports: ClusterPorts;
  readonly target: Target;
  readonly read: <T>(one: Read<T>) => Promise<Piece<T>>;
  readonly kubernetes: KubernetesReads;
  readonly cluster: Promise<Piece<Cluster>>;
  readonly issuer: Promise<Piece<string>>;
  /** The role of the annotation and what is being read of it, so that the same role is not read twice. */
  readonly named: Promise<NamedRole | null>;
  readonly role: Promise<Piece<Role>>;
}

/** `agent` is there before `evidence`: it tells how many reads of Kubernetes are left for others. */
export interface StartedPodIdentity {
  readonly agent: Promise<Piece<IdentityAgent>>;
  readonly evidence: Promise<PodIdentityEvidence>;
}

/** Nothing of it was asked for, with the reason in a clause. */
export function withoutPodIdentity(reason: string): StartedPodIdentity {
  const piece = unasked<never>('eks:ListPodIdentityAssociations', 'Pod Identity associations', reason);
  const evidence = { associations: piece, ...withoutAssociation(reason), astray: piece };
  return { agent: Promise.resolve(evidence.agent), evidence: Promise.resolve(evidence) };
}

/**
 * Reads whether an association serves the service account and, where one does, all that it depends on. `looksAstray` says that the service
 * account has nothing else, so that an association with a name much like its own explains that.
 */
export function startPodIdentity(reads: PodIdentityReads, looksAstray: Promise<boolean>): StartedPodIdentity {
  const { ports, target, read } = reads;
  const { namespace, serviceAccount } = target;
  const associations = read({
    api: 'eks:ListPodIdentityAssociations',
    subject: `Pod Identity associations of ${namespace}/${serviceAccount}`,
    ask: (signal) => ports.eks.listPodIdentityAssociations(namespace, serviceAccount, signal),
  });
  const agent = associations.then((list) =>
    knownOrNull(list)?.[0] === undefined
      ? withoutAssociation(whyWithout(list)).agent
      : readIdentityAgent(reads),
  );
  return {
    agent,
    evidence: associations.then((list) => collectPodIdentity(list, agent, reads, looksAstray)),
  };
}

function whyWithout({ state }: Piece<unknown>): string {
  return state === 'known'
    ? 'the service account has no Pod Identity association'
    : 'its Pod Identity associations could not be read';
}

async function collectPodIdentity(
  associations: PodIdentityEvidence['associations'],
  agent: Promise<Piece<IdentityAgent>>,
  reads: PodIdentityReads,
  looksAstray: Promise<boolean>,
): Promise<PodIdentityEvidence> {
  const first = knownOrNull(associations)?.[0];
  if (first !== undefined) return { associations, ...(await collectAssociation(first, agent, reads)) };
  const reason = whyWithout(associations);
  const astray =
    associations.state === 'known' && (await looksAstray)
      ? await collectAstray(reads)
      : unasked<never>(
          'eks:ListPodIdentityAssociations',
          'all Pod Identity associations of the cluster',
          reason,
        );
  return { associations, ...withoutAssociation(reason), astray };
}

async function collectAssociation(
  { id }: PodIdentityAssociation,
  agent: Promise<Piece<IdentityAgent>>,
  reads: PodIdentityReads,
): Promise<Omit<PodIdentityEvidence, 'associations'>> {
  const { ports, read } = reads;
  const association = await read({
    api: 'eks:DescribePodIdentityAssociation',
    subject: `Pod Identity association ${id}`,
    ask: (signal) => ports.eks.describePodIdentityAssociation(id, signal),
  });
  const { roleArn = null, targetRoleArn = null } = knownOrNull(association) ?? {};
  const why = association.state === 'known' ? 'the association has none' : 'the association is not known';
  const [associationRole, targetRole, theAgent] = await Promise.all([
    readRoleOf(roleArn, 'role of the association', why, reads),
    readRoleOf(targetRoleArn, 'target role of the association', why, reads),
    agent,
  ]);
  const astray = unasked<never>(
    'eks:ListPodIdentityAssociations',
    'all Pod Identity associations of the cluster',
    'the service account has an association',
  );
  return { association, associationRole, targetRole, agent: theAgent, astray };
}

async function readRoleOf(
  arn: string | null,
  what: string,
  why: string,
  { ports, read, named, role }: PodIdentityReads,
): Promise<Piece<Role>> {
  if (arn === null) return unasked('iam:GetRole', what, why);
  const parsed = parseRoleArn(arn);
  if (parsed === null) return unasked('iam:GetRole', what, `${arn} is not the ARN of a role`);
  const { accountId, name } = parsed;
  const other = await named;
  if (other?.accountId === accountId && other.name === name) return role;
  return read({
    api: 'iam:GetRole',
    subject: `role ${name} in account ${accountId}`,
    ask: (signal) => ports.iam.getRole(accountId, name, signal),
  });
}

/** Of all associations those whose name is much like the service account's. */
async function collectAstray({
  ports,
  target,
  read,
}: PodIdentityReads): Promise<Piece<readonly PodIdentityAssociation[]>> {
  const all = await read({
    api: 'eks:ListPodIdentityAssociations',
    subject: 'all Pod Identity associations of the cluster',
    ask: (signal) => ports.eks.listAllPodIdentityAssociations(signal),
  });
  return all.state === 'known' ? { ...all, value: associationsAlike(all.value, target) } : all;
}

function withoutAssociation(
  reason: string,
): Pick<PodIdentityEvidence, 'association' | 'associationRole' | 'targetRole' | 'agent'> {
  return {
    association: unasked('eks:DescribePodIdentityAssociation', 'Pod Identity association', reason),
    associationRole: unasked('iam:GetRole', 'role of the association', reason),
    targetRole: unasked('iam:GetRole', 'target role of the association', reason),
    agent: unasked('kubernetes:list daemonsets', 'EKS Pod Identity agent', reason),
  };
}

function unasked<T>(source: string, subject: string, reason: string): Piece<T> {
  return { state: 'unasked', source, subject, reason };
}
