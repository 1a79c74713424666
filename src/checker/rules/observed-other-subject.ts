import { sightingsOf, stillRefused, timeText } from '../sightings.ts';
import type { Situation } from '../situation.ts';
import type { RecordedCall } from '../vocabulary/recorded-call.ts';
import type { Rule } from './rule.ts';

const MOST_SHOWN = 3;
const SERVICE_ACCOUNT = /^system:serviceaccount:([a-z0-9.-]{1,63}):([a-z0-9.-]{1,253})$/;

export const observedOtherSubject: Rule = {
  id: 'observed.other-subject',
  layer: 'observed',
  title: 'STS refused the role to an identity other than this service account',
  holds: 'STS refused the role to no other identity',
  needs: [],
  concerns: (situation) => refusedOthers(situation).length > 0,
  check(situation) {
    const [first, ...others] = refusedOthers(situation);
    const piece = situation.evidence.recordedCalls;
    if (first === undefined || piece === undefined) return { status: 'pass' };
    const more = others.length >= MOST_SHOWN ? `; and ${others.length + 1 - MOST_SHOWN} more` : '';
    return {
      status: 'warn',
      expected: situation.target.subject,
      actual: `${[first, ...others].slice(0, MOST_SHOWN).map(told).join('; ')}${more}`,
      explanation: `CloudTrail shows whose token STS refused the role to, and it is not this service account's. ${whatToDo(first, situation)}`,
      evidence: [piece],
    };
  },
};

/** Only since the service account itself was last let in: of a role that several share, what came before says nothing about this one. */
function refusedOthers(situation: Situation): readonly RecordedCall[] {
  const sightings = sightingsOf(situation);
  const letIn = sightings?.own.find(({ errorCode }) => errorCode === null);
  return stillRefused(sightings?.otherSubject ?? []).filter(({ at }) => letIn === undefined || at > letIn.at);
}

function told(call: RecordedCall): string {
  return `${call.subject}, ${call.errorCode} at ${timeText(call)}`;
}

function whatToDo({ subject, issuer }: RecordedCall, { target }: Situation): string {
  const host = target.issuer?.replace(/^https:\/\//, '') ?? null;
  if (issuer !== null && host !== null && issuer !== host) {
    return `The token comes from another issuer, ${issuer}: look at the cluster that it belongs to.`;
  }
  const [, namespace, name] = SERVICE_ACCOUNT.exec(subject ?? '') ?? [];
  return namespace === undefined || name === undefined
    ? 'If that is the workload that fails, its pods run under another identity than you think.'
    : `If that is the workload that fails, its pods run under service account ${namespace}/${name}: correct serviceAccountName in the pod template, or check that one.`;
}
