import { sightingsOf, stillRefused, timeText } from '../sightings.ts';
import type { Situation } from '../situation.ts';
import type { RecordedCall } from '../vocabulary/recorded-call.ts';
import type { Rule } from './rule.ts';

export const observedOtherRole: Rule = {
  id: 'observed.other-role',
  layer: 'observed',
  title: 'STS refused another role to the service account',
  holds: 'STS refused no other role to the service account',
  needs: [],
  concerns: (situation) => refusedRoles(situation).length > 0,
  check(situation) {
    const [last] = refusedRoles(situation);
    const seen = sightingsOf(situation);
    const piece = situation.evidence.recordedCalls;
    if (last === undefined || seen === null || piece === undefined) return { status: 'pass' };
    return {
      status: 'warn',
      expected: seen.recorded.roleArn,
      actual: `${last.roleArn}, ${last.errorCode} at ${timeText(last)}`,
      explanation:
        "CloudTrail shows that the service account asked STS for another role than the one that it is annotated with. Look for that role in the application's own settings, in a profile, or in AWS_ROLE_ARN of the pod template; pods from before a change of the annotation keep asking for the old one.",
      evidence: [piece],
    };
  },
};

function refusedRoles(situation: Situation): readonly RecordedCall[] {
  return stillRefused(sightingsOf(situation)?.otherRole ?? []).filter(({ roleArn }) => roleArn !== null);
}
