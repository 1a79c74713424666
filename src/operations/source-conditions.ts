import type { Piece, Unreadable } from '../checker/vocabulary/evidence.ts';
import type { Condition } from './condition.ts';

const REACH_CLUSTER =
  'Let this machine reach the API server (a private endpoint needs a way into its VPC), and correct the kubeconfig or irsa-doctor.yaml where they name another.';
const REACH_AWS =
  'See that there are AWS credentials here (aws sts get-caller-identity tells), and that sts, eks and iam can be reached over port 443.';
const ACCESS_ENTRY =
  'Give the role of the bot an access entry: aws eks create-access-entry --cluster-name CLUSTER --principal-arn ROLE --kubernetes-groups irsa-doctor.';
const CLUSTER_ROLE =
  "Grant it with kubectl apply -f deploy/cluster-role.yaml, bound to the bot's user or group.";
/** By the permission that is missing: what grants what somebody has to opt for. */
const OPTED_FOR: readonly (readonly [RegExp, string])[] = [
  [
    /^cloudtrail:/,
    'attach deploy/iam-policy-cloudtrail.json, or take cloudtrail: true out of irsa-doctor.yaml.',
  ],
  [
    /^sts:DecodeAuthorizationMessage/,
    'attach deploy/iam-policy-decode.json, or take decode: true out of irsa-doctor.yaml.',
  ],
  [
    /^create serviceaccounts\/token/,
    'apply deploy/cluster-role-prove.yaml, or take prove: true out of irsa-doctor.yaml.',
  ],
];
const THROTTLED =
  'Look again in a minute; if it goes on, something else uses up what this account or cluster lets be asked.';
const OTHER_ACCOUNT =
  'Write for that account, under accounts in irsa-doctor.yaml, a role that the bot may assume.';

/**
 * What a read that was tried means. A thing that does not exist could be looked for, so it is as good as one that does.
 *
 * @param subject what was tried, as a person says it
 * @param found what to say of a read that worked
 */
export function pieceCondition(
  integration: 'cluster' | 'aws',
  subject: string,
  piece: Piece<unknown>,
  found = '',
): Condition {
  switch (piece.state) {
    case 'known':
    case 'absent':
      return { integration, subject, state: 'ok', reason: found, remedy: null };
    case 'unasked':
      return { integration, subject, state: 'skipped', reason: piece.reason, remedy: null };
    case 'unreadable':
      return {
        integration,
        subject,
        state: piece.cause,
        reason: piece.reason,
        remedy: remedyOf(integration, piece),
      };
  }
}

function remedyOf(integration: 'cluster' | 'aws', { cause, permission, reason }: Unreadable): string {
  if (permission?.startsWith('sts:AssumeRole on ')) {
    const role = permission.slice('sts:AssumeRole on '.length);
    return `Allow the bot's own role sts:AssumeRole on ${role} (deploy/iam-policy-other-accounts.json), and name the bot's role in the trust policy there.`;
  }
  const optedFor = OPTED_FOR.find(([pattern]) => pattern.test(permission ?? ''))?.[1];
  if (optedFor !== undefined) return `Grant ${permission}: ${optedFor}`;
  if (/^(iam|eks|sts):/.test(permission ?? ''))
    return `Allow ${permission}: deploy/iam-policy.json holds all that the bot reads.`;
  if (/\bthrottles\b/.test(reason)) return THROTTLED;
  if (integration === 'cluster') {
    if (cause === 'failed') return REACH_CLUSTER;
    return permission === null ? ACCESS_ENTRY : CLUSTER_ROLE;
  }
  return cause === 'failed' ? REACH_AWS : OTHER_ACCOUNT;
}
