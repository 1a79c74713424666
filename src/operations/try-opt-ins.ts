import type { ClusterPorts } from '../checker/ports.ts';
import type { Cluster } from '../checker/vocabulary/evidence.ts';
import type { Condition } from './condition.ts';
import { pieceCondition } from './source-conditions.ts';

/** What the settings switch on beyond reading how things are set up. */
export interface OptedIns {
  readonly prove: boolean;
  readonly cloudtrail: boolean;
  readonly decode: boolean;
}

/** Nobody has one of this name; to be told so takes the same right as to be given what is asked for. */
const NO_SUCH_NAME = 'irsa-doctor-self-check-none';
/** STS looks at who asks before it looks at the message. */
const NO_MESSAGE = 'no-message-of-anybody';

/** Tries to have a token made in a cluster, where proofs are switched on: for a service account that is not there, so that there never is one. */
export async function tryProof(
  { proof, name }: Pick<ClusterPorts, 'proof' | 'name'>,
  { prove }: Pick<OptedIns, 'prove'>,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  if (!prove) return [];
  const account = { namespace, serviceAccount: NO_SUCH_NAME, audience: 'sts.amazonaws.com' };
  const piece = await proof.mintToken(account, signal);
  return [pieceCondition('cluster', `create serviceaccounts/token in ${name}`, piece)];
}

/** Tries what the settings switch on in an account; a region is needed to look into CloudTrail. */
export async function tryInAccount(
  { trail, permissions }: Pick<ClusterPorts, 'trail' | 'permissions'>,
  { cloudtrail, decode }: Pick<OptedIns, 'cloudtrail' | 'decode'>,
  accountId: string,
  region: Cluster['region'] | null,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const tried: Promise<Condition>[] = [];
  if (cloudtrail && region !== null) {
    const roleArn = `arn:aws:iam::${accountId}:role/${NO_SUCH_NAME}`;
    const about = { accountId, region, roleArn, subject: NO_SUCH_NAME };
    const subject = `cloudtrail:LookupEvents in account ${accountId}, ${region}`;
    tried.push(trail.lookUpCalls(about, signal).then((piece) => pieceCondition('aws', subject, piece)));
  }
  if (decode) {
    const subject = `sts:DecodeAuthorizationMessage in account ${accountId}`;
    const decoding = permissions.decodeMessage(accountId, NO_MESSAGE, signal);
    tried.push(decoding.then((piece) => pieceCondition('aws', subject, piece)));
  }
  return Promise.all(tried);
}
