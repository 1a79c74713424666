import { known } from './assume-role/context.ts';
import { evaluateCall } from './assume-role/evaluate-call.ts';
import { proposeCall } from './assume-role/propose-call.ts';
import type { AssumeRoleEvaluation, AssumeRoleRequest } from './assume-role/request.ts';
import type { KeyState } from './decide/request-context.ts';
import type { JsonObject, JsonValue, Proposal } from './types.ts';

/** The service that assumes an association's role for the pods, called the same in all partitions. */
export const POD_IDENTITY_SERVICE = 'pods.eks.amazonaws.com';

/** What the trust policy of an association's role has to allow: taking the role, and naming the pod in tags. */
export const POD_IDENTITY_ACTIONS = ['sts:AssumeRole', 'sts:TagSession'] as const;

/** EKS assuming the role of an association, as far as the role's trust policy sees it. */
export interface PodIdentityRequest {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly clusterAccountId: string;
  /** False where the association switches the session tags off; then no tag is in the request. */
  readonly hasSessionTags: boolean;
  /** Milliseconds since the epoch for date conditions. */
  readonly now: number;
}

/** Decides by the trust policy that IAM holds whether EKS Pod Identity may assume the role for the service account. */
export function evaluatePodIdentityTrust(
  policy: string | JsonValue,
  request: PodIdentityRequest,
): AssumeRoleEvaluation {
  return evaluateCall(policy, callOf(request));
}

/** Proposes a corrected trust policy and proves it; with the reason where none can be. */
export function proposePodIdentityTrust(policy: string | JsonValue, request: PodIdentityRequest): Proposal {
  return proposeCall(policy, callOf(request), {
    ownStatement: podIdentityStatement(request),
    caller: request.hasSessionTags
      ? `EKS Pod Identity for ${request.namespace}/${request.serviceAccount}`
      : `EKS Pod Identity for every association of cluster ${request.clusterName} with this role`,
    everyCaller: 'EKS Pod Identity for every association with this role',
  });
}

/** The statement that lets EKS assume the role for this one service account of this one cluster; without tags, for the cluster as a whole. */
export function podIdentityStatement(request: PodIdentityRequest): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Service: POD_IDENTITY_SERVICE },
    Action: [...POD_IDENTITY_ACTIONS],
    Condition: request.hasSessionTags
      ? {
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': request.clusterArn,
            'aws:RequestTag/kubernetes-namespace': request.namespace,
            'aws:RequestTag/kubernetes-service-account': request.serviceAccount,
          },
        }
      : {
          StringEquals: { 'aws:SourceAccount': request.clusterAccountId },
          ArnEquals: { 'aws:SourceArn': request.clusterArn },
        },
  };
}

function callOf(request: PodIdentityRequest): AssumeRoleRequest {
  const keys = keysOf(request);
  return {
    caller: { kind: 'service', service: POD_IDENTITY_SERVICE },
    // Without tags nothing is tagged, and STS asks for the right to tag only where tags come with the call.
    actions: request.hasSessionTags ? POD_IDENTITY_ACTIONS : ['sts:AssumeRole'],
    key: (name) => keys.get(name) ?? stateOfOther(name),
    now: request.now,
  };
}

/**
 * The six tags are documented (EKS User Guide, "Enable or disable session tags"). That `aws:SourceArn` is the cluster and not the
 * association was found out by people who wrote the latter (github.com/awslabs/mountpoint-s3-csi-driver/issues/781).
 */
function keysOf(request: PodIdentityRequest): ReadonlyMap<string, KeyState> {
  const keys = new Map<string, KeyState>([
    ['aws:sourceaccount', known(request.clusterAccountId)],
    ['aws:sourcearn', known(request.clusterArn)],
    ['sts:externalid', { state: 'absent' }],
    ['sts:rolesessionname', { state: 'present', values: null }],
  ]);
  if (!request.hasSessionTags) return keys;
  const tags: readonly (readonly [string, KeyState])[] = [
    ['eks-cluster-arn', known(request.clusterArn)],
    ['eks-cluster-name', known(request.clusterName)],
    ['kubernetes-namespace', known(request.namespace)],
    ['kubernetes-service-account', known(request.serviceAccount)],
    // Another one for every pod.
    ['kubernetes-pod-name', { state: 'present', values: null }],
    ['kubernetes-pod-uid', { state: 'present', values: null }],
  ];
  for (const [tag, state] of tags) keys.set(`aws:requesttag/${tag}`, state);
  for (const key of ['aws:tagkeys', 'sts:transitivetagkeys'])
    keys.set(key, { state: 'present', values: null });
  return keys;
}

/** A service is no member of an organization and has no tags; of what else AWS may send with the call nobody knows. */
function stateOfOther(name: string): KeyState {
  const isAbsent =
    /^aws:(requesttag|principaltag)\//.test(name) ||
    ['aws:principalorgid', 'aws:principalorgpaths', 'aws:tagkeys', 'sts:transitivetagkeys'].includes(name);
  if (isAbsent) return { state: 'absent' };
  return { state: name.startsWith('aws:') || name.startsWith('sts:') ? 'unknown' : 'absent' };
}
