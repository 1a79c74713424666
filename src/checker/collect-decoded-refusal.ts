import type { ReadOne } from './collect-role-policies.ts';
import { sessionOf } from './permissions/decoded-symptom.ts';
import { ownRole } from './permissions/denied-call.ts';
import type { ClusterPorts } from './ports.ts';
import type { RoleArn } from './role-arn.ts';
import type { Situation } from './situation.ts';
import type { DecodedRefusal } from './vocabulary/denied-call.ts';
import type { Piece } from './vocabulary/evidence.ts';

const SOURCE = 'sts:DecodeAuthorizationMessage';
const SUBJECT = 'the encoded authorization message';

/**
 * Has STS decode the message of a pasted error, in the account of the service account's role. Null where there is none. What it says is passed
 * on where it is about that role; of a node only that it was the node. Anybody can paste a message, and whoever may ask about one service account
 * may not for that reason learn what others are permitted to do.
 */
export async function collectDecodedRefusal(
  situation: Situation,
  { permissions }: Pick<ClusterPorts, 'permissions'>,
  read: ReadOne,
): Promise<Piece<DecodedRefusal> | null> {
  const encoded = situation.symptom?.encodedMessage;
  if (encoded === undefined) return null;
  const own = ownRole(situation);
  if (own === null) return unasked('the role of the service account is not known');
  const piece = await read({
    api: SOURCE,
    subject: SUBJECT,
    ask: (signal) => permissions.decodeMessage(own.accountId, encoded, signal),
  });
  return piece.state === 'known' ? whatConcerns(own, piece.value, piece) : piece;
}

function whatConcerns(
  own: RoleArn,
  refusal: DecodedRefusal,
  piece: Piece<DecodedRefusal>,
): Piece<DecodedRefusal> {
  const session = sessionOf(refusal.principalArn);
  if (session?.accountId === own.accountId && session.roleName === own.name) return piece;
  if (session?.isNode === true && session.accountId === own.accountId) {
    const value = { ...refusal, resource: null, statements: [], context: [] };
    return { state: 'known', source: SOURCE, subject: SUBJECT, value };
  }
  return unasked("the message is about somebody else than the service account's role");
}

function unasked(reason: string): Piece<DecodedRefusal> {
  return { state: 'unasked', source: SOURCE, subject: SUBJECT, reason };
}
