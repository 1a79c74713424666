import { associationUpdateFix } from '../fixes/association-fix.ts';
import type { ConditionPlace } from '../trust/assume-role/request.ts';
import type { DescribedAssociation } from '../vocabulary/evidence.ts';
import { placeName, podIdentityTrustRule } from './pod-identity-trust-rule.ts';

export const podIdentityTrustCondition = podIdentityTrustRule({
  id: 'pod-identity.trust-condition',
  title: 'A condition shuts Pod Identity out',
  holds: 'No condition shuts Pod Identity out',
  kind: 'condition',
  explain: ({ statement, condition }, { association, who }) => ({
    expected: `${condition.operator} ${condition.key} that holds for ${condition.got ?? 'a call without that key'}`,
    actual: condition.wanted.join(', '),
    explanation: `${placeName(statement)} trusts EKS Pod Identity, but its condition on ${condition.key} does not hold for ${who}. ${whyOf(condition, association)}`,
  }),
  // A policy for calls without tags would have to let the whole cluster in; the tags are what its author wanted. A session policy excludes them.
  otherFix: ({ condition }, association, situation) =>
    wantsTags(condition, association) && association.sessionPolicy === null
      ? associationUpdateFix(situation, association, {
          title: `Switch the session tags of association ${association.id} on`,
          notes: [
            'Somebody switched them off: see that nothing depends on that, such as a role that the pods go on to.',
          ],
          options: '--no-disable-session-tags',
        })
      : null,
});

function wantsTags({ key }: Pick<ConditionPlace, 'key'>, { hasSessionTags }: DescribedAssociation): boolean {
  return !hasSessionTags && key.toLowerCase().startsWith('aws:requesttag/');
}

function whyOf({ key, got }: ConditionPlace, association: DescribedAssociation): string {
  const lower = key.toLowerCase();
  if (wantsTags({ key }, association)) {
    return `Association ${association.id} switches the session tags off, so the call carries none: switch them on again, or ask for aws:SourceArn of the cluster.`;
  }
  if (lower === 'aws:sourcearn') {
    return `The source of the call is the cluster, ${got ?? 'whose ARN is not known'}, and not the association.`;
  }
  if (lower === 'aws:principalorgid' || lower === 'aws:principalorgpaths') {
    return 'A service of AWS belongs to no organization, so it never has this key: aws:SourceOrgID is the one for services.';
  }
  return got === null ? 'EKS sends no such key.' : `EKS sends ${got}.`;
}
