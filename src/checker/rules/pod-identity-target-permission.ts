import { targetPermissionFix } from '../fixes/target-permission-fix.ts';
import { explainUnreadable, knownValue } from '../known.ts';
import { lowerFirst } from '../lower-first.ts';
import { type TargetPermission, targetPermissionInQuestion, targetTrust } from '../pod-identity.ts';
import type { Simulation } from '../vocabulary/denied-call.ts';
import type { SimulatedAction } from '../vocabulary/evidence.ts';
import type { Rule, RuleResult } from './rule.ts';

export const podIdentityTargetPermission: Rule = {
  id: 'pod-identity.target-permission',
  layer: 'pod-identity',
  title: "The association's role may not assume the target role",
  holds: "The association's role may assume the target role",
  needs: ['association', 'targetRole'],
  concerns: ({ evidence }) => evidence.targetRole.state !== 'unasked',
  check(situation) {
    if (targetTrust(situation)?.decision !== 'allowed') {
      return { status: 'skipped', explanation: 'The trust policy of the target is in the way first.' };
    }
    const asked = targetPermissionInQuestion(situation);
    if (asked === null) {
      return {
        status: 'pass',
        actual: 'the trust policy names the role itself, which is enough within an account',
      };
    }
    const simulated = situation.evidence.targetPermission ?? [];
    const open = simulated.find(({ simulation }) => verdictOf(simulation) === null);
    if (simulated.length === 0 || open !== undefined) return untold(asked, open);
    const denied = simulated.filter(({ simulation }) => verdictOf(simulation) === false);
    const association = knownValue(situation.evidence.association);
    if (denied.length === 0) {
      return { status: 'pass', actual: `${asked.actions.join(' and ')} allowed to role ${asked.first.name}` };
    }
    const actions = denied.map(({ action }) => action);
    const { why, isMissing } = reasonOf(denied);
    const fix = isMissing ? targetPermissionFix(asked, actions) : null;
    return {
      status: 'fail',
      expected: `${asked.actions.join(' and ')} on ${asked.targetArn} allowed to role ${asked.first.name}`,
      actual: `${actions.join(' and ')} not allowed, by IAM's policy simulator`,
      explanation: `The target trusts role ${asked.first.name}, and that is half of it: between accounts, or where the trust policy names an account only, a policy of ${asked.first.name} has to allow the step as well. ${why}${association.hasSessionTags && actions.includes('sts:TagSession') ? ' The tags of Pod Identity travel with the session, so sts:TagSession is needed besides.' : ''}`,
      evidence: denied.map(({ simulation }) => simulation),
      ...(fix === null ? {} : { fix }),
    };
  },
};

/** Null where it is not known, or hangs on a condition that nobody can put to the simulator from here. */
function verdictOf(piece: SimulatedAction['simulation']): boolean | null {
  if (piece.state !== 'known') return null;
  const { decision, missingKeys = [] } = piece.value;
  if (decision === 'implicitDeny' && missingKeys.length > 0) return null;
  return decision === 'allowed';
}

function untold(
  { first, targetArn, actions }: TargetPermission,
  open: SimulatedAction | undefined,
): RuleResult {
  const piece = open?.simulation;
  const why =
    piece?.state === 'unreadable'
      ? lowerFirst(explainUnreadable(piece))
      : piece?.state === 'known'
        ? `it hangs on ${(piece.value.missingKeys ?? []).join(', ')}, which a condition of a policy asks for.`
        : 'it was not asked.';
  return {
    status: 'unknown',
    explanation: `The target trusts role ${first.name}, but whether the policies of ${first.name} permit ${actions.join(' and ')} on ${targetArn} is not known: ${why}`,
    ...(piece === undefined ? {} : { evidence: [piece] }),
  };
}

function reasonOf(denied: readonly SimulatedAction[]): { readonly why: string; readonly isMissing: boolean } {
  const results = denied.flatMap(({ simulation }): Simulation[] =>
    simulation.state === 'known' ? [simulation.value] : [],
  );
  const explicit = results.find(({ decision }) => decision === 'explicitDeny');
  if (explicit !== undefined) {
    const where = explicit.matched.length === 0 ? 'A policy' : `Policy ${explicit.matched.join(', ')}`;
    return { why: `${where} denies it: somebody put that there on purpose, so ask them.`, isMissing: false };
  }
  if (results.some(({ isAllowedByOrganization }) => isAllowedByOrganization === false)) {
    return { why: 'A service control policy of the organisation leaves no room for it.', isMissing: false };
  }
  return results.some(({ isAllowedByBoundary }) => isAllowedByBoundary === false)
    ? { why: "None does, and the role's permissions boundary has to allow it, too.", isMissing: true }
    : { why: 'None does.', isMissing: true };
}
