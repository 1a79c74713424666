import { sightingsOf, stillRefused, timeText } from '../sightings.ts';
import type { Situation } from '../situation.ts';
import type { RecordedCall } from '../vocabulary/recorded-call.ts';
import type { Rule } from './rule.ts';

export const observedOtherIssuer: Rule = {
  id: 'observed.other-issuer',
  layer: 'observed',
  title: 'STS refused the role to a service account of this name in another cluster',
  holds: 'STS refused the role to no other cluster',
  needs: [],
  concerns: (situation) => refusedElsewhere(situation).length > 0,
  check(situation) {
    const [last] = refusedElsewhere(situation);
    const { evidence, target } = situation;
    if (last === undefined || evidence.recordedCalls === undefined) return { status: 'pass' };
    return {
      status: 'warn',
      expected: `issuer ${target.issuer?.replace(/^https:\/\//, '') ?? 'of this cluster'}`,
      actual: `issuer ${last.issuer}, ${last.errorCode} at ${timeText(last)}`,
      explanation:
        'CloudTrail shows that the refused token has this namespace and service account, but was issued by another cluster. Ask about the service account in that cluster; the trust policy has to name its provider as well.',
      evidence: [evidence.recordedCalls],
    };
  },
};

function refusedElsewhere(situation: Situation): readonly RecordedCall[] {
  return stillRefused(sightingsOf(situation)?.otherIssuer ?? []);
}
