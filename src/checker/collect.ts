import { ROLE_ANNOTATION } from './annotations.ts';
import { passedOverPods } from './bare-pods.ts';
import { collectDecodedRefusal } from './collect-decoded-refusal.ts';
import { collectDeniedCall } from './collect-denied-call.ts';
import { collectInPlaceOfProvider } from './collect-in-place-of-provider.ts';
import { type StartedPodIdentity, startPodIdentity, withoutPodIdentity } from './collect-pod-identity.ts';
import { collectProof } from './collect-proof.ts';
import { collectRecordedCalls } from './collect-recorded-calls.ts';
import {
  existenceOf,
  readNamesakes,
  readServiceAccounts,
  withoutNamesakes,
} from './collect-service-accounts.ts';
import { collectTargetPermission } from './collect-target-permission.ts';
import { collectWebhookPods } from './collect-webhook-pods.ts';
import { readWebhooks, withoutWebhooks } from './collect-webhooks.ts';
import { issuerOf } from './issuer-of.ts';
import { knownOrNull } from './known.ts';
import { limitKubernetesReads } from './kubernetes-reads.ts';
import { hasPodIdentity, hasWebIdentity, podsInQuestion } from './pods-in-question.ts';
import type { ClusterPorts } from './ports.ts';
import { type Read, type ReadOptions, readWithin } from './read-within.ts';
import type { NamedRole } from './role-arn.ts';
import { roleInQuestion, roleOfAnnotation } from './role-in-question.ts';
import { situate } from './situate.ts';
import { POD_IDENTITY_SERVICE } from './trust/pod-identity.ts';
import { providerArnOf } from './trust/provider-arn.ts';
import { otherTrustedServiceAccounts } from './trusted-service-accounts.ts';
import type { Call, Evidence, OidcProvider, Piece, Role } from './vocabulary/evidence.ts';
import type { Symptom } from './vocabulary/symptom.ts';
import type { Target } from './vocabulary/target.ts';

/** `limitMs` is the time limit of each read, not of all of them together. */
export interface CollectOptions extends ReadOptions {
  readonly symptom: Symptom | null;
  /** Milliseconds since the epoch, for date conditions. */
  readonly epochMs: number;
  /** Whether to have AWS itself try the role, which is not a read. False unless given. */
  readonly prove?: boolean;
  /** Whether to have STS decode the message that the pasted error holds. False unless given. */
  readonly decode?: boolean;
  /** Whether to ask CloudTrail what STS has seen. False unless given. */
  readonly cloudtrail?: boolean;
}

/**
 * Reads everything a diagnosis looks at, each piece as soon as what it depends on is known. Never throws: what cannot be read is unreadable.
 * `calls` holds the calls in the order in which they ended. There are never more than four reads of Kubernetes, asked for in the order of what
 * they are worth: pods and service account, the issuer where EKS does not tell it, the agent where an association serves the service account, the
 * webhooks, the webhook's own pods, the namesakes.
 */
export async function collect(
  ports: ClusterPorts,
  target: Target,
  options: CollectOptions,
): Promise<{ readonly evidence: Evidence; readonly calls: readonly Call[] }> {
  const calls: Call[] = [];
  const read = <T>(one: Read<T>): Promise<Piece<T>> => readWithin(one, options, calls);
  const kubernetes = limitKubernetesReads(read);
  const { namespace } = target;

  const pods = kubernetes.read({
    api: 'kubernetes:list pods',
    subject: `pods of namespace ${namespace}`,
    ask: (signal) => ports.kubernetes.listPods(namespace, signal),
  });
  const cluster = read({
    api: 'eks:DescribeCluster',
    subject: `cluster ${ports.name}`,
    ask: (signal) => ports.eks.describeCluster(signal),
  });
  const { account, siblings } = readServiceAccounts(ports, target, kubernetes);
  const issuer = cluster.then((described) =>
    issuerOf(described, () =>
      kubernetes.read({
        api: 'kubernetes:get /.well-known/openid-configuration',
        subject: `the issuer of cluster ${ports.name}`,
        ask: (signal) => ports.kubernetes.getIssuer(signal),
      }),
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
  const podIdentityReads = { ports, target, read, kubernetes, cluster, issuer, named, role };
  const podIdentity = account.then(async (piece): Promise<StartedPodIdentity> => {
    if (piece.state !== 'known') return withoutPodIdentity(whyWithout(piece));
    const inQuestion = async () => podsInQuestion(knownOrNull(await pods) ?? [], target);
    if (piece.value.annotations[ROLE_ANNOTATION] === undefined) {
      const looksAstray = inQuestion().then((them) => !them.some(hasWebIdentity));
      return startPodIdentity(podIdentityReads, looksAstray);
    }
    // With an annotation the pods tell whether an association serves them besides.
    return (await inQuestion()).some(hasPodIdentity)
      ? startPodIdentity(podIdentityReads, Promise.resolve(false))
      : withoutPodIdentity('the service account has a role annotation');
  });
  const agent = podIdentity.then((started) => started.agent);
  const ofPodIdentity = podIdentity.then((started) => started.evidence);
  // From here on what is worth more than the webhooks has been asked for, or is not going to be.
  const decided = Promise.all([account, issuer, agent]);
  const webhooks = decided.then(([piece]) =>
    piece.state === 'known' ? readWebhooks(ports, kubernetes) : withoutWebhooks(whyWithout(piece)),
  );
  const namesakes = decided.then(async () => {
    if ((await siblings).state !== 'known') return withoutNamesakes(target);
    const isKept = kubernetes.left() === 1 && (await lackAnIdentity());
    return isKept ? withoutNamesakes(target) : readNamesakes(ports, target, kubernetes);
  });
  /** Whether pods were passed over, so that the last read is for the webhook's own pods. Waiting for what the webhooks are would cost a round trip. */
  const lackAnIdentity = async (): Promise<boolean> => {
    const { association } = await ofPodIdentity;
    const seen = { serviceAccount: await account, pods: await pods, association };
    return passedOverPods({ evidence: seen, target }).bare.length > 0;
  };
  const provider = Promise.all([named, issuer]).then(([it, url]) => readProvider(ports, it, url, read));

  const undecoded: Evidence = {
    cluster: await cluster,
    issuer: await issuer,
    serviceAccount: await account,
    pods: await pods,
    siblings: await siblings,
    namesakes: await namesakes,
    webhooks: await webhooks,
    ...(await ofPodIdentity),
    role: await role,
    provider: await provider,
    trusted: [],
  };
  const situating = { ...options, clusterName: ports.name };
  const decoded =
    options.decode === true
      ? await collectDecodedRefusal(situate(undecoded, target, situating), ports, read)
      : null;
  const common = decoded === null ? undecoded : { ...undecoded, decoded };
  const situation = situate(common, target, situating);
  const [inPlaceOfProvider, targetPermission, webhookPods, deniedCall, proof, recordedCalls] =
    await Promise.all([
      collectInPlaceOfProvider(situation, ports, read),
      collectTargetPermission(situation, ports, read),
      collectWebhookPods(situation, ports, kubernetes.read),
      collectDeniedCall(situation, ports, read),
      options.prove === true ? collectProof(situation, ports, read) : null,
      options.cloudtrail === true ? collectRecordedCalls(situation, ports, read) : null,
    ]);
  const evidence: Evidence = {
    ...common,
    ...(inPlaceOfProvider === null ? {} : { inPlaceOfProvider }),
    ...(targetPermission === null ? {} : { targetPermission }),
    ...(webhookPods === null ? {} : { webhookPods }),
    ...(deniedCall === null ? {} : { deniedCall }),
    ...(proof === null ? {} : { proof }),
    ...(recordedCalls === null ? {} : { recordedCalls }),
  };
  const { trust } = situation;
  if (trust?.decision !== 'implicitDeny') return { evidence, calls };
  const trusted = otherTrustedServiceAccounts(trust, target).map((other) => ({
    ...other,
    exists: existenceOf(other, target, evidence),
  }));
  const isForPodIdentity = knownOrNull(evidence.role)?.trustPolicy.includes(POD_IDENTITY_SERVICE) === true;
  const late =
    isForPodIdentity && evidence.associations.state === 'unasked'
      ? await startPodIdentity(podIdentityReads, Promise.resolve(false)).evidence
      : {};
  return { evidence: { ...evidence, ...late, trusted }, calls };
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

function whyWithout(account: Piece<unknown>): string {
  return account.state === 'absent'
    ? 'there is no such service account'
    : 'the service account could not be read';
}

function unasked<T>(source: string, subject: string, reason: string): Piece<T> {
  return { state: 'unasked', source, subject, reason };
}
