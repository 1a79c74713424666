import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import { proposeTrustPolicy } from '../trust/propose.ts';
import type { TrustedServiceAccount } from '../vocabulary/evidence.ts';
import { subjectOf } from '../vocabulary/target.ts';
import { eksctlRoleCommand } from './eksctl-role-command.ts';
import { rolePolicyFix, type TrustPolicyFix } from './role-policy-fix.ts';

/** Corrects the role's trust policy as a whole, proven. Values are replaced only where the evidence shows that they let nobody in. */
export function trustPolicyFix(situation: Situation): TrustPolicyFix {
  const { evidence, request } = situation;
  const role = knownOrNull(evidence.role);
  if (role === null || request === null) return { fix: null, reason: 'The role or the issuer is not known.' };
  const proposal = proposeTrustPolicy(role.trustPolicy, request, {
    deadSubjects: evidence.trusted.filter(isGone).map((it) => subjectOf(it.namespace, it.serviceAccount)),
    deadProviders: [],
    isLive: true,
  });
  const made = rolePolicyFix(role, proposal, request.accountId);
  const byEksctl = eksctlRoleCommand(situation, role);
  if (made.fix === null || byEksctl === null) return made;
  return { fix: { ...made.fix, commands: [...made.fix.commands, byEksctl] }, reason: null };
}

function isGone({ exists }: TrustedServiceAccount): boolean {
  return exists.state === 'absent' || (exists.state === 'known' && !exists.value);
}
