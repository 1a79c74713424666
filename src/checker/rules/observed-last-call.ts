import { explainUnreadable } from '../known.ts';
import { type Sightings, sightingsOf, timeText } from '../sightings.ts';
import type { Situation } from '../situation.ts';
import type { RecordedCall } from '../vocabulary/recorded-call.ts';
import type { Rule, RuleResult } from './rule.ts';

export const observedLastCall: Rule = {
  id: 'observed.last-call',
  layer: 'observed',
  title: 'STS refused the role when the service account last asked',
  holds: 'STS let the service account in when it last asked',
  needs: [],
  concerns: ({ evidence }) => evidence.recordedCalls !== undefined,
  check(situation) {
    const piece = situation.evidence.recordedCalls;
    if (piece === undefined || piece.state === 'unasked' || piece.state === 'absent') {
      const why = piece?.state === 'unasked' ? piece.reason : 'nothing was recorded';
      return { status: 'skipped', explanation: `CloudTrail was not asked: ${why}.` };
    }
    const seen = sightingsOf(situation);
    if (piece.state === 'unreadable' || seen === null) {
      const why = piece.state === 'unreadable' ? explainUnreadable(piece) : '';
      return {
        status: 'unknown',
        explanation: `CloudTrail was to be asked. ${why}`.trim(),
        evidence: [piece],
      };
    }
    const [last] = seen.own;
    if (last === undefined) return { status: 'unknown', explanation: nothingSeen(seen), evidence: [piece] };
    return last.errorCode === null ? letIn(seen, last, situation) : refused(seen, last, situation);
  },
};

function letIn({ own, recorded }: Sightings, last: RecordedCall, { trust }: Situation): RuleResult {
  const refusal = own.find(({ errorCode }) => errorCode !== null);
  const before = refusal === undefined ? '' : `; ${refusal.errorCode} before that, at ${timeText(refusal)}`;
  const isRefusedNow = trust?.decision === 'implicitDeny' || trust?.decision === 'explicitDeny';
  const now = isRefusedNow ? '; by the trust policy as it reads now it would be refused' : '';
  return { status: 'pass', actual: `let in at ${timeText(last)}, in ${recorded.region}${before}${now}` };
}

function refused(
  { own, recorded }: Sightings,
  last: RecordedCall,
  { evidence, trust }: Situation,
): RuleResult {
  const piece = evidence.recordedCalls;
  const { proof } = evidence;
  const actual = `${last.errorCode} at ${timeText(last)}, in ${recorded.region}${more(own)}`;
  if (proof?.state === 'known' && proof.value.isAccepted) {
    return { status: 'pass', actual: `${actual}, before AWS let it in just now` };
  }
  const lastSuccess = own.find(({ errorCode }) => errorCode === null);
  const success =
    lastSuccess === undefined ? '' : ` Before that it was let in, last at ${timeText(lastSuccess)}.`;
  const why =
    trust?.decision === 'allowed'
      ? 'As the trust policy reads now, it lets the service account in. If that was corrected since, wait for the pods to ask again; otherwise something refuses that cannot be read here, such as a resource control policy.'
      : 'What else was found explains it.';
  return {
    status: 'warn',
    expected: 'a session of the role',
    actual,
    explanation: `CloudTrail shows that STS received a token of the service account itself and refused the role to it.${success} ${why}`,
    evidence: piece === undefined ? [] : [piece],
  };
}

/** How many refusals there were in a row. */
function more(own: readonly RecordedCall[]): string {
  const end = own.findIndex(({ errorCode }) => errorCode === null);
  const row = end === -1 ? own : own.slice(0, end);
  const first = row.at(-1);
  return first === undefined || row.length < 2 ? '' : `, ${row.length} refusals since ${timeText(first)}`;
}

function nothingSeen({ recorded }: Sightings): string {
  const { region, hours, roleArn, isWhole } = recorded;
  const scope = isWhole ? '' : ' among the events that were read';
  return `CloudTrail shows no call of the service account for role ${roleArn.slice(roleArn.lastIndexOf('/') + 1)} in ${region} in the last ${hours} hours${scope}. Its pods did not ask STS there, or did so in another region, or only just now: an event takes up to 15 minutes to be seen.`;
}
