import { type Account, addOidcProvider, addRole, READ_ROLE } from '../world/account.ts';
import { ensureNamespace } from '../world/add-workload.ts';
import { type EksCluster, newCluster, type PolicyRule } from '../world/cluster.ts';
import { putIdentityAgent } from '../world/identity-agent.ts';
import { newIdentityWebhook } from '../world/identity-webhook.ts';
import { accountOf, emptyWorld, type World } from '../world/world.ts';
import { trustDocument } from './web-identity-trust.ts';

/** Where the clusters and most roles are. */
export const MAIN_ACCOUNT = '111122223333';
/** Another team's account, with roles of its own. */
export const PARTNER_ACCOUNT = '444455556666';

/** Issuer of a cluster that is gone, as policies still name it. Nobody has a provider for it. */
export const RETIRED_ISSUER_HOST = 'oidc.eks.eu-west-1.amazonaws.com/id/2181256FE3474FEFE2067762C5F445E2';

/** What the bot's token may read: the same as the shipped ClusterRole and what is left to a person to look at. */
const READER: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['namespaces', 'pods', 'serviceaccounts'], verbs: ['get', 'list'] },
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['mutatingwebhookconfigurations'],
    verbs: ['get', 'list'],
  },
  { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get', 'list'] },
  { nonResourceURLs: ['/.well-known/openid-configuration', '/openid/v1/jwks'], verbs: ['get'] },
  // What deploy/cluster-role-prove.yaml grants besides.
  { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
];

/**
 * Two accounts and nine clusters without workloads: `prod-eu` and `staging` are in order, `batch` has no provider in IAM and no Pod Identity
 * agent, the provider of `analytics` has the wrong client id and its agent does not start, `edge` has no issuer, as a local cluster on an
 * Outpost, `legacy` is from before Pod Identity, `lab` has no identity
 * webhook, that of `on-premises` has no certificate authority, and `beijing` is in another partition.
 */
export function baseWorld(): World {
  const world = emptyWorld();
  addBot(world);
  const prod = addCluster(world, 'prod-eu', 'eu-west-1', 'D753767F7E09C0996D81E7A846DE1902');
  const staging = addCluster(world, 'staging', 'us-east-1', '536EEA56B2086A5FF4620CA39558C903');
  addCluster(world, 'batch', 'eu-west-1', 'BD50B298F9246C1DB5CD75FE72909D92');
  const analytics = addCluster(world, 'analytics', 'eu-central-1', '02E46A05A2724E462B4FCB571409C5AF');
  addCluster(world, 'edge', 'eu-west-1', null);
  const lab = addCluster(world, 'lab', 'eu-west-1', '3A6B0D7E4C1F48A2B95E0C7D8F612E34');
  lab.webhooks.length = 0;
  const onPremises = addCluster(world, 'on-premises', 'eu-west-1', '9E2C5A7B0D3F4168A4C7E1B2D5F80936');
  onPremises.webhooks.splice(0, 1, newIdentityWebhook(CALLED_BY_SERVICE));
  const beijing = addCluster(world, 'beijing', 'cn-north-1', '4F8A1C3E5B7D49608E2A6C0F1D3B5E79');
  const legacy = addCluster(world, 'legacy', 'eu-west-1', '7C1E4B0E5D0A4C8E9F2A6B3D8E7F1A20', '1.28');
  legacy.platformVersion = 'eks.3';
  for (const cluster of [prod, staging, legacy]) putIdentityAgent(cluster);
  putIdentityAgent(analytics, 3, 0);
  const main = accountOf(world, MAIN_ACCOUNT);
  const partner = accountOf(world, PARTNER_ACCOUNT);
  for (const cluster of [prod, staging, lab, onPremises, beijing])
    addOidcProvider(main, cluster.issuer ?? '');
  addOidcProvider(main, analytics.issuer ?? '', ['sts.amazon.com']);
  addOidcProvider(partner, prod.issuer ?? '');
  addRole(main, { name: 'prod-eu-nodes', trustPolicy: serviceTrust('ec2.amazonaws.com') });
  addRole(main, { name: 'prod-eu-cluster', trustPolicy: serviceTrust('eks.amazonaws.com') });
  addReadRole(partner);
  return world;
}

/** The role through which the bot reads in an account that is not its own. */
function addReadRole(account: Account): void {
  addRole(account, {
    name: READ_ROLE,
    trustPolicy: trustDocument({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${MAIN_ACCOUNT}:root` },
      Action: 'sts:AssumeRole',
    }),
    actions: [
      'iam:GetRole',
      'iam:ListRoles',
      'iam:GetOpenIDConnectProvider',
      'iam:ListOpenIDConnectProviders',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:SimulatePrincipalPolicy',
      // What deploy/iam-policy-cloudtrail.json and deploy/iam-policy-decode.json grant besides.
      'cloudtrail:LookupEvents',
      'sts:DecodeAuthorizationMessage',
    ],
  });
}

/** As the webhook of one's own stands before its certificate has been put in. */
const CALLED_BY_SERVICE = {
  name: 'pod-identity-webhook.amazonaws.com',
  clientConfig: {
    service: { namespace: 'kube-system', name: 'pod-identity-webhook', path: '/mutate' },
    caBundle: '',
  },
};

/** A trust policy that lets a service of AWS in, and no web identity. */
export function serviceTrust(service: string, actions: readonly string[] = ['sts:AssumeRole']): object {
  return trustDocument({ Effect: 'Allow', Principal: { Service: service }, Action: actions });
}

/** The key can do everything, so that a person can also put a corrected policy in with it; a test that cares narrows it. */
function addBot(world: World): void {
  const id = 'AKIASANDBOXDOCTOR001';
  world.accessKeys.set(id, {
    id,
    secret: 'sandbox-secret-that-opens-nothing-anywhere',
    accountId: MAIN_ACCOUNT,
    arn: `arn:aws:iam::${MAIN_ACCOUNT}:user/irsa-doctor`,
    userId: 'AIDASANDBOXDOCTOR0001',
    actions: null,
  });
}

function addCluster(
  world: World,
  name: string,
  region: string,
  issuerId: string | null,
  version?: string,
): EksCluster {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const cluster = newCluster({
    name,
    region,
    accountId: MAIN_ACCOUNT,
    issuer: issuerId === null ? null : `https://oidc.eks.${region}.${suffix}/id/${issuerId}`,
    ...(version === undefined ? {} : { version }),
  });
  for (const namespace of ['default', 'kube-system']) ensureNamespace(cluster, namespace);
  cluster.webhooks.push(newIdentityWebhook());
  cluster.tokens.push({ token: `sandbox-token-${name}`, username: 'irsa-doctor', rules: READER });
  cluster.accessEntries.push({
    principalArn: `arn:aws:iam::${MAIN_ACCOUNT}:user/irsa-doctor`,
    username: 'irsa-doctor',
    rules: READER,
  });
  world.clusters.push(cluster);
  return cluster;
}
