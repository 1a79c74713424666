import { shellOption } from '../shell-quote.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Symptom } from '../vocabulary/symptom.ts';
import { isOfAgent } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

const ACTION = 'eks-auth:AssumeRoleForPodIdentity';
const POLICY = 'AmazonEKSWorkerNodePolicy';
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

export const podIdentityNodePermission: Rule = {
  id: 'pod-identity.node-permission',
  layer: 'pod-identity',
  title: "The node's role may not ask EKS for the credentials of pods",
  holds: "No error says that the node's role may not ask EKS for credentials",
  needs: [],
  hears: ({ symptom }) => isOfAgent(symptom),
  check({ symptom }) {
    if (symptom === null) return { status: 'skipped', explanation: 'No refused call was told.' };
    const who = symptom.roleName === null ? "the node's role" : `role ${symptom.roleName}`;
    const beyond = BEYOND_THE_ROLE[symptom.denyReason ?? 'identity-based'];
    const fix = beyond === undefined ? policyFix(symptom) : null;
    return {
      status: 'fail',
      expected: `${ACTION} allowed to ${who}`,
      actual: 'refused, by the error',
      explanation: `This call is the agent's own: with the role of its node it asks EKS for the credentials of the pods there, so here it is that role that lacks a permission, and no pod of its nodes gets credentials by Pod Identity. ${beyond ?? `The managed policy ${POLICY} has it; a policy that names certain clusters has to name this one.`}`,
      evidence: [PASTED_ERROR],
      ...(fix === null ? {} : { fix }),
    };
  },
};

/** Where the text names one of these, no policy of the role mends it. */
const BEYOND_THE_ROLE: Readonly<Partial<Record<string, string>>> = {
  scp: 'The error names a service control policy: ask those who run the organisation.',
  rcp: 'The error names a resource control policy: ask those who run the organisation.',
  boundary: "The error names the role's permissions boundary, which has to allow it as well.",
  'explicit-deny': 'The error names a Deny statement, which no Allow outweighs: find and narrow it.',
  session: 'The error names a session policy, which has to allow it as well.',
  vpce: 'The error names the policy of the VPC endpoint for EKS Auth, which has to allow it.',
};

function policyFix({ roleName, accountId, principalArn }: Symptom): Fix | null {
  if (roleName === null || !ROLE_NAME.test(roleName)) return null;
  const partition = /^arn:(aws[\w-]*):/.exec(principalArn ?? '')?.[1] ?? 'aws';
  const policy = `arn:${partition}:iam::aws:policy/${POLICY}`;
  return {
    kind: 'permission',
    title: `Give role ${roleName} the managed policy ${POLICY}`,
    notes: [
      'See that it is the role of the nodes: the name is that of the error.',
      ...(accountId === null ? [] : [`Run it with credentials of account ${accountId}.`]),
    ],
    document: null,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws iam attach-role-policy ${shellOption('--role-name', roleName)} ${shellOption('--policy-arn', policy)}`,
      },
    ],
    proof: null,
  };
}
