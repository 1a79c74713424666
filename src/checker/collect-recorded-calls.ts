import type { ReadOne } from './collect-role-policies.ts';
import { knownOrNull } from './known.ts';
import { podsInQuestion } from './pods-in-question.ts';
import type { ClusterPorts } from './ports.ts';
import { roleInQuestion } from './role-in-question.ts';
import type { Situation } from './situation.ts';
import { stsRegion } from './sts-region.ts';
import type { Piece } from './vocabulary/evidence.ts';
import type { RecordedCalls } from './vocabulary/recorded-call.ts';

const SOURCE = 'cloudtrail:LookupEvents';

/**
 * Asks CloudTrail which calls for the role, and which of the service account, STS has seen. Called only where somebody asked for it. The role is
 * the annotation's or the pods': one that only a pasted text names is not looked up, since anybody can write one.
 */
export async function collectRecordedCalls(
  situation: Situation,
  { trail }: Pick<ClusterPorts, 'trail'>,
  read: ReadOne,
): Promise<Piece<RecordedCalls>> {
  const { evidence, target } = situation;
  const named = roleInQuestion({
    account: knownOrNull(evidence.serviceAccount),
    pods: podsInQuestion(knownOrNull(evidence.pods) ?? [], target),
    symptom: null,
    clusterAccountId: target.accountId,
  });
  const roleArn = named?.arn ?? (named === null ? null : (knownOrNull(evidence.role)?.arn ?? null));
  const accountId = named?.accountId ?? null;
  if (roleArn === null || accountId === null) {
    return unasked('neither the service account nor its pods name a role to look for');
  }
  const region = stsRegion(situation);
  if (region === null) return unasked("the cluster's region is not known");
  return read({
    api: SOURCE,
    subject: `calls for role ${roleArn} in ${region}`,
    ask: (signal) => trail.lookUpCalls({ accountId, region, roleArn, subject: target.subject }, signal),
  });
}

function unasked(reason: string): Piece<RecordedCalls> {
  return { state: 'unasked', source: SOURCE, subject: 'calls that CloudTrail recorded', reason };
}
