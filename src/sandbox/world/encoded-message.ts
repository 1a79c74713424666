import { createHash } from 'node:crypto';
import type { Account } from './account.ts';

/** A refused call as a service encodes it. */
export interface EncodedRefusal {
  readonly principalArn: string;
  readonly action: string;
  readonly resource: string;
  readonly explicitDeny?: boolean;
  /** Sids of statements that matched. */
  readonly statements?: readonly string[];
  readonly conditions?: Readonly<Record<string, string>>;
}

/** Keeps what the message says and gives the message, which tells nothing by itself. Source: STS, DecodeAuthorizationMessage. */
export function encodeRefusal(account: Account, refusal: EncodedRefusal): string {
  const { principalArn, action, resource, explicitDeny = false, statements = [], conditions = {} } = refusal;
  const [, roleName = '', session = ''] = principalArn.split('/');
  const decoded = JSON.stringify({
    allowed: false,
    explicitDeny,
    matchedStatements: {
      items: statements.map((statementId) => ({ statementId, effect: explicitDeny ? 'DENY' : 'ALLOW' })),
    },
    failures: { items: [] },
    context: {
      principal: { id: `AROA${roleName.toUpperCase().slice(0, 17)}:${session}`, arn: principalArn },
      action,
      resource,
      conditions: {
        items: Object.entries(conditions).map(([key, value]) => ({ key, values: { items: [{ value }] } })),
      },
    },
  });
  const encoded = [1, 2, 3, 4]
    .map((part) => createHash('sha512').update(`${part} ${decoded}`).digest('base64url'))
    .join('');
  account.encodedMessages.set(encoded, decoded);
  return encoded;
}
