import type { PermissionsPort, ProofPort, TrailPort } from '../../src/checker/ports.ts';
import { situate } from '../../src/checker/situate.ts';
import type { Situation } from '../../src/checker/situation.ts';
import type {
  AgentPod,
  Cluster,
  Container,
  DescribedAssociation,
  Evidence,
  IdentityAgent,
  OidcProvider,
  Piece,
  Pod,
  PodWebhook,
  Role,
  ServiceAccount,
  ServiceAccountList,
} from '../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../src/checker/vocabulary/symptom.ts';
import type { Target } from '../../src/checker/vocabulary/target.ts';

export const ACCOUNT = '111122223333';
export const HOST = 'oidc.eks.eu-west-1.amazonaws.com/id/5D0F3A9AB45D4D21B6E8A1F2C3D40777';
export const ISSUER = `https://${HOST}`;
export const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/payments-api`;
export const SUBJECT = 'system:serviceaccount:payments:api';
export const ANNOTATION = 'eks.amazonaws.com/role-arn';
export const TOKEN_FILE = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';
export const TARGET: Target = { cluster: null, namespace: 'payments', serviceAccount: 'api', pod: null };
export const EPOCH_MS = Date.parse('2026-03-01T12:00:00Z');

export function known<T>(source: string, subject: string, value: T): Piece<T> {
  return { state: 'known', source, subject, value };
}

export function absent<T>(source: string, subject: string): Piece<T> {
  return { state: 'absent', source, subject };
}

export function denied<T>(source: string, subject: string): Piece<T> {
  return {
    state: 'unreadable',
    source,
    subject,
    reason: 'access was denied',
    permission: source,
    cause: 'denied',
  };
}

export function failed<T>(source: string, subject: string): Piece<T> {
  return { state: 'unreadable', source, subject, reason: 'it timed out', permission: null, cause: 'failed' };
}

export function unasked<T>(source: string, subject: string): Piece<T> {
  return { state: 'unasked', source, subject, reason: 'the question did not arise' };
}

export function aServiceAccount(changes: Partial<ServiceAccount> = {}): ServiceAccount {
  return {
    namespace: 'payments',
    name: 'api',
    annotations: { [ANNOTATION]: ROLE_ARN },
    createdAt: '2026-01-01T00:00:00Z',
    annotatedAt: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

export function aContainer(changes: Partial<Container> = {}): Container {
  return {
    name: 'app',
    isInit: false,
    image: 'registry.example/payments/api:1.4.2',
    roleArn: ROLE_ARN,
    tokenFile: TOKEN_FILE,
    sessionName: null,
    environmentFrom: [],
    environmentNames: ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    mounts: [{ name: 'aws-iam-token', path: '/var/run/secrets/eks.amazonaws.com/serviceaccount' }],
    ...changes,
  };
}

export function aBareContainer(changes: Partial<Container> = {}): Container {
  return aContainer({ roleArn: null, tokenFile: null, environmentNames: [], mounts: [], ...changes });
}

export function aPod(changes: Partial<Pod> = {}): Pod {
  return {
    namespace: 'payments',
    name: 'api-7f9c6d5b4-x2x9k',
    serviceAccount: 'api',
    labels: { app: 'api', 'pod-template-hash': '7f9c6d5b4' },
    annotations: {},
    createdAt: '2026-02-01T00:00:00Z',
    phase: 'Running',
    owner: 'ReplicaSet/api-7f9c6d5b4',
    nodeName: 'ip-10-0-1-17.eu-west-1.compute.internal',
    operatingSystem: { selected: null, needed: null },
    fsGroup: null,
    ephemeralContainers: [],
    tokenVolumes: [
      { name: 'aws-iam-token', audience: 'sts.amazonaws.com', expirationSeconds: 86_400, path: 'token' },
    ],
    containers: [aContainer()],
    ...changes,
  };
}

export function aPodWithoutIdentity(changes: Partial<Pod> = {}): Pod {
  return aPod({ tokenVolumes: [], containers: [aBareContainer()], ...changes });
}

export function aCluster(changes: Partial<Cluster> = {}): Cluster {
  return {
    name: 'prod-eu',
    arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/prod-eu`,
    region: 'eu-west-1',
    accountId: ACCOUNT,
    issuer: ISSUER,
    version: '1.34',
    platformVersion: 'eks.7',
    isAutoMode: false,
    ...changes,
  };
}

export interface StatementChanges {
  readonly principal?: unknown;
  readonly action?: unknown;
  readonly condition?: unknown;
}

export function aStatement(changes: StatementChanges = {}): object {
  return {
    Effect: 'Allow',
    Principal: changes.principal ?? { Federated: PROVIDER_ARN },
    Action: changes.action ?? 'sts:AssumeRoleWithWebIdentity',
    Condition: changes.condition ?? {
      StringEquals: { [`${HOST}:sub`]: SUBJECT, [`${HOST}:aud`]: 'sts.amazonaws.com' },
    },
  };
}

export function aTrustPolicy(...statements: readonly object[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.length === 0 ? [aStatement()] : statements,
  });
}

export function aRole(changes: Partial<Role> = {}): Role {
  return {
    arn: ROLE_ARN,
    name: 'payments-api',
    path: '/',
    trustPolicy: aTrustPolicy(),
    createdAt: '2025-12-01T00:00:00Z',
    lastUsedAt: null,
    maxSessionSeconds: 3600,
    ...changes,
  };
}

export function aProvider(changes: Partial<OidcProvider> = {}): OidcProvider {
  return { arn: PROVIDER_ARN, url: HOST, clientIds: ['sts.amazonaws.com'], createdAt: null, ...changes };
}

export const ASSOCIATION_ID = 'a-8kq2m5x7vd4tbnw3pz';

/** The statement that AWS documents for Pod Identity. */
export function podIdentityStatement(changes: object = {}): object {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    ...changes,
  };
}

export function anAssociation(changes: Partial<DescribedAssociation> = {}): DescribedAssociation {
  return {
    id: ASSOCIATION_ID,
    namespace: 'payments',
    serviceAccount: 'api',
    roleArn: ROLE_ARN,
    targetRoleArn: null,
    externalId: null,
    hasSessionTags: true,
    sessionPolicy: null,
    createdAt: '2026-01-15T00:00:00Z',
    ...changes,
  };
}

export function anAgent(changes: Partial<IdentityAgent> = {}): IdentityAgent {
  return { name: 'eks-pod-identity-agent', desired: 3, ready: 3, pods: null, ...changes };
}

export function anAgentPod(changes: Partial<AgentPod> = {}): AgentPod {
  return {
    daemonSet: 'eks-pod-identity-agent',
    nodeName: 'ip-10-0-1-17.eu-west-1.compute.internal',
    isReady: true,
    readySince: '2026-01-01T00:01:00Z',
    ...changes,
  };
}

/** A container as the webhook leaves it where an association serves the pod. */
export function anAssociatedContainer(changes: Partial<Container> = {}): Container {
  return aBareContainer({
    environmentNames: ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
    ...changes,
  });
}

/** Evidence of a service account without annotation whose association is right throughout, with changes. */
export function associatedEvidence(changes: Partial<Evidence> = {}): Partial<Evidence> {
  const association = anAssociation();
  const { id, namespace, serviceAccount } = association;
  return {
    serviceAccount: accountPiece({ annotations: {}, annotatedAt: null }),
    pods: podsPiece(aPodWithoutIdentity({ containers: [anAssociatedContainer()] })),
    associations: known('eks:ListPodIdentityAssociations', 'Pod Identity associations', [
      { id, namespace, serviceAccount },
    ]),
    association: known('eks:DescribePodIdentityAssociation', `Pod Identity association ${id}`, association),
    associationRole: trusting(podIdentityStatement()),
    agent: known('kubernetes:list daemonsets', 'EKS Pod Identity agent', anAgent()),
    role: unasked('iam:GetRole', 'role'),
    provider: unasked('iam:GetOpenIDConnectProvider', 'OIDC provider'),
    ...changes,
  };
}

/** Evidence of a service account whose whole chain is right, with changes. */
export function evidenceWith(changes: Partial<Evidence> = {}): Evidence {
  return {
    cluster: known('eks:DescribeCluster', 'cluster prod-eu', aCluster()),
    issuer: known('eks:DescribeCluster', 'issuer of cluster prod-eu', ISSUER),
    serviceAccount: accountPiece(),
    pods: podsPiece(aPod()),
    siblings: accountsPiece(aServiceAccount()),
    namesakes: accountsPiece(aServiceAccount()),
    webhooks: webhooksPiece(aPodWebhook()),
    associations: unasked('eks:ListPodIdentityAssociations', 'Pod Identity associations of payments/api'),
    association: unasked('eks:DescribePodIdentityAssociation', 'Pod Identity association'),
    astray: unasked('eks:ListPodIdentityAssociations', 'all Pod Identity associations of the cluster'),
    associationRole: unasked('iam:GetRole', 'role of the association'),
    targetRole: unasked('iam:GetRole', 'target role of the association'),
    agent: unasked('kubernetes:list daemonsets', 'EKS Pod Identity agent'),
    role: rolePiece(),
    provider: known('iam:GetOpenIDConnectProvider', `OIDC provider ${PROVIDER_ARN}`, aProvider()),
    trusted: [],
    ...changes,
  };
}

export function accountPiece(changes: Partial<ServiceAccount> = {}): Piece<ServiceAccount> {
  return known('kubernetes:get serviceaccounts', 'service account payments/api', aServiceAccount(changes));
}

export function accountsPiece(...accounts: readonly ServiceAccount[]): Piece<ServiceAccountList> {
  return known('kubernetes:list serviceaccounts', 'service accounts', { accounts, isWhole: true });
}

export function annotated(value: string): Piece<ServiceAccount> {
  return accountPiece({ annotations: { [ANNOTATION]: value } });
}

export function podsPiece(...pods: readonly Pod[]): Piece<readonly Pod[]> {
  return known('kubernetes:list pods', 'pods of namespace payments', pods);
}

/** EKS' own. */
export function aPodWebhook(changes: Partial<PodWebhook> = {}): PodWebhook {
  return {
    configuration: 'pod-identity-webhook',
    name: 'iam-for-pods.amazonaws.com',
    index: 0,
    seesPodCreation: true,
    failurePolicy: 'Ignore',
    namespaceSelector: [],
    objectSelector: [
      { key: 'eks.amazonaws.com/skip-pod-identity-webhook', operator: 'DoesNotExist', values: [] },
    ],
    isService: false,
    hasCaBundle: false,
    ...changes,
  };
}

export function webhooksPiece(...webhooks: readonly PodWebhook[]): Piece<readonly PodWebhook[]> {
  return known('kubernetes:list mutatingwebhookconfigurations', 'webhooks that change pods', webhooks);
}

export function rolePiece(changes: Partial<Role> = {}): Piece<Role> {
  return known('iam:GetRole', 'role payments-api', aRole(changes));
}

/** A role whose trust policy holds these statements. */
export function trusting(...statements: readonly object[]): Piece<Role> {
  return rolePiece({ trustPolicy: aTrustPolicy(...statements) });
}

export function aSymptom(changes: Partial<Symptom> = {}): Symptom {
  return {
    kind: 'assume-web-identity-denied',
    code: 'AccessDenied',
    action: 'sts:AssumeRoleWithWebIdentity',
    principalArn: null,
    roleName: null,
    accountId: null,
    sessionName: null,
    nodeRole: false,
    roleArn: null,
    namespace: null,
    serviceAccount: null,
    resource: null,
    requestId: null,
    issuer: null,
    denyReason: null,
    ...changes,
  };
}

export function situationOf(
  changes: Partial<Evidence> = {},
  { symptom = null, target = TARGET }: { readonly symptom?: Symptom | null; readonly target?: Target } = {},
): Situation {
  return situate(evidenceWith(changes), target, { symptom, clusterName: 'prod-eu', epochMs: EPOCH_MS });
}

/** Permissions of roles are asked for only where a pasted error reports a refused call. */
export const NO_PERMISSIONS_ASKED: PermissionsPort = {
  listAttachedPolicies: unexpected,
  listInlinePolicies: unexpected,
  getInlinePolicy: unexpected,
  getDefaultVersion: unexpected,
  getPolicyVersion: unexpected,
  simulate: unexpected,
  decodeMessage: unexpected,
};

/** Nothing is proven unless somebody asks for it. */
export const NO_PROOF_ASKED: ProofPort = { mintToken: unexpected };
export const NO_TRAIL_ASKED: TrailPort = { lookUpCalls: unexpected };

async function unexpected(): Promise<never> {
  throw new Error('Nothing asks for this here.');
}
