import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import { z } from 'zod';
import type { PermissionsPort } from '../checker/ports.ts';
import type { DecodedRefusal } from '../checker/vocabulary/denied-call.ts';
import { askAws } from './aws/ask.ts';
import type { AwsAccess } from './aws-access.ts';
import { networkReason } from './network-reason.ts';
import { failed, unreadable } from './piece.ts';

const DECODE = 'sts:DecodeAuthorizationMessage';
/** It names no resource to narrow it to. Source: STS, DecodeAuthorizationMessage. */
const PERMISSION = `${DECODE} on *`;
/** What is no message, or one of another account. */
const NO_MESSAGE = ['InvalidAuthorizationMessage'];
/** Of a decoded message; the conditions of a call are many, and each is short. */
const MOST_CHARACTERS = 256 * 1024;
const MOST_ITEMS = 50;

const text = (longest: number) => z.string().min(1).max(longest);
const items = <T extends z.ZodType>(item: T) =>
  z
    .object({ items: z.array(item.nullable().catch(null)).transform((all) => all.slice(0, MOST_ITEMS)) })
    .nullish()
    .catch(null);

const schema = z.object({
  explicitDeny: z.boolean(),
  matchedStatements: items(z.object({ statementId: text(128) })),
  context: z.object({
    principal: z.object({ arn: text(2048) }),
    action: text(160).regex(/^[a-z0-9-]+:\w+$/),
    resource: text(2048).nullish().catch(null),
    conditions: items(z.object({ key: text(256), values: items(z.object({ value: text(512) })) })),
  }),
});

/** Has STS of the account decode a message. Nothing of it is kept. */
export function decodeMessageIn(aws: AwsAccess, region: string | null): PermissionsPort['decodeMessage'] {
  return async (accountId, encoded, signal) => {
    const from = { source: DECODE, subject: 'the encoded authorization message' };
    try {
      const reached = await aws.sts(accountId, region, signal);
      if (!reached.ok) return unreadable(from, reached.obstacle);
      return await askAws({ from, permission: PERMISSION, absentCodes: NO_MESSAGE }, signal, async () => {
        const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded });
        const { DecodedMessage } = await reached.client.send(command, { abortSignal: signal });
        return DecodedMessage === undefined ? null : decodedRefusal(DecodedMessage);
      });
    } catch (error) {
      return unreadable(from, failed(networkReason(error)));
    }
  };
}

/** What a decoded message says; null where it is none. */
function decodedRefusal(json: string): DecodedRefusal | null {
  if (json.length > MOST_CHARACTERS) return null;
  const decoded = schema.safeParse(parsed(json)).data;
  if (decoded === undefined) return null;
  const { context, matchedStatements, explicitDeny } = decoded;
  return {
    isExplicitDeny: explicitDeny,
    principalArn: context.principal.arn,
    action: context.action,
    resource: context.resource ?? null,
    statements: (matchedStatements?.items ?? []).flatMap((one) => one?.statementId ?? []),
    context: (context.conditions?.items ?? []).flatMap((one) =>
      one === null
        ? []
        : [{ key: one.key, values: (one.values?.items ?? []).flatMap((value) => value?.value ?? []) }],
    ),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
