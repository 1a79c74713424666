import { ROLE_ANNOTATION } from './annotations.ts';
import type { ReadOne } from './collect-role-policies.ts';
import { knownOrNull } from './known.ts';
import { podsInQuestion } from './pods-in-question.ts';
import type { ClusterPorts } from './ports.ts';
import { ownSessionName } from './session-name.ts';
import type { Situation } from './situation.ts';
import type { Piece } from './vocabulary/evidence.ts';
import type { StsAnswer } from './vocabulary/proof.ts';

/**
 * Tries the role as the pods would: a token made for the service account, and STS asked with it, for a session called as theirs. Not a read, so it is called only where
 * somebody asked for it. What STS answers, a refusal included, is `known`.
 */
export async function collectProof(
  { evidence, target }: Situation,
  { proof }: Pick<ClusterPorts, 'proof'>,
  read: ReadOne,
): Promise<Piece<StsAnswer>> {
  const { namespace, serviceAccount, audience, region } = target;
  const account = knownOrNull(evidence.serviceAccount);
  const roleArn = knownOrNull(evidence.role)?.arn ?? target.roleArn;
  if (account?.annotations[ROLE_ANNOTATION] === undefined || roleArn === null) {
    return unasked('no annotation of the service account names a role to try');
  }
  if (audience === null || region === null) {
    return unasked(`the ${audience === null ? 'audience of its tokens' : "cluster's region"} is not known`);
  }
  // A trust policy may ask for a name of the session.
  const sessionName = ownSessionName(podsInQuestion(knownOrNull(evidence.pods) ?? [], target));
  const minted = await read({
    api: 'kubernetes:create serviceaccounts/token',
    subject: `a token of ${namespace}/${serviceAccount}`,
    ask: (signal) => proof.mintToken({ namespace, serviceAccount, audience }, signal),
  });
  if (minted.state !== 'known') return minted;
  return read({
    api: 'sts:AssumeRoleWithWebIdentity',
    subject: `role ${roleArn}, by a token of ${namespace}/${serviceAccount}`,
    ask: (signal) => minted.value.assume({ roleArn, region, sessionName }, signal),
  });
}

function unasked(reason: string): Piece<StsAnswer> {
  return { state: 'unasked', source: 'sts:AssumeRoleWithWebIdentity', subject: 'proof by AWS', reason };
}
