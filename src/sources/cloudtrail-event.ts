import { z } from 'zod';
import type { RecordedCall } from '../checker/vocabulary/recorded-call.ts';

export const EVENT_NAME = 'AssumeRoleWithWebIdentity';
/** An event of STS has a few thousand characters; what is far beyond is not worth a parser's time. */
const MOST_CHARACTERS = 64 * 1024;
/** The longest subject of a service account has 339 characters, the longest role ARN 611 with its path. */
const LONGEST = 640;
/** As a proof names its session where the pods do not, and as the bot names itself to AWS. */
const PROOF_SESSION = 'irsa-doctor-proof';
const OWN_AGENT = /\birsa-doctor\b/;

const text = z
  .string()
  .max(LONGEST)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const members = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(null);

const schema = z.object({
  eventTime: z.iso.datetime(),
  eventSource: z.literal('sts.amazonaws.com'),
  eventName: z.literal(EVENT_NAME),
  errorCode: text,
  userAgent: z.string().nullish().catch(null),
  userIdentity: members({ userName: text, identityProvider: text }),
  requestParameters: members({ roleArn: text, roleSessionName: text }),
  responseElements: members({ subjectFromWebIdentityToken: text, provider: text }),
});

/**
 * Reads the JSON text of one event; null for what is not a call of AssumeRoleWithWebIdentity. A value that is longer than such a value can be
 * is left out. Source: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail".
 */
export function readRecordedCall(json: string): RecordedCall | null {
  if (json.length > MOST_CHARACTERS) return null;
  const event = schema.safeParse(parsed(json)).data;
  if (event === undefined) return null;
  const { userIdentity, requestParameters, responseElements } = event;
  const provider = userIdentity?.identityProvider ?? responseElements?.provider ?? null;
  return {
    at: event.eventTime,
    roleArn: requestParameters?.roleArn ?? null,
    subject: userIdentity?.userName ?? responseElements?.subjectFromWebIdentityToken ?? null,
    issuer: provider === null ? null : issuerOf(provider),
    errorCode: event.errorCode,
    isProof: requestParameters?.roleSessionName === PROOF_SESSION || OWN_AGENT.test(event.userAgent ?? ''),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** CloudTrail writes the provider's ARN; of the public providers, and of some others, the issuer alone. */
function issuerOf(provider: string): string {
  const [, ofArn] = /^arn:aws[a-z0-9-]*:iam::\d{12}:oidc-provider\/(.+)$/.exec(provider) ?? [];
  return (ofArn ?? provider).replace(/^https:\/\//, '');
}
