import type { Absent, Known, Provenance, Unreadable } from '../../checker/vocabulary/evidence.ts';
import { clause } from '../clause.ts';
import { networkReason } from '../network-reason.ts';
import { absent, denied, failed, known, type Obstacle, unreadable } from '../piece.ts';
import { untilAborted } from '../until-aborted.ts';
import { AssumeRoleError } from './assume-role-error.ts';

/** One call of the AWS API. */
export interface AwsQuestion {
  readonly from: Provenance;
  /** IAM action and resource: `iam:GetRole on arn:aws:iam::111122223333:role/payments-api`. */
  readonly permission: string;
  /** Error codes by which the service says that the thing does not exist, without `Exception`. */
  readonly absentCodes: readonly string[];
}

const DENIED = ['AccessDenied', 'UnauthorizedOperation', 'NotAuthorized', 'AuthorizationError'];
const NOT_ACCEPTED = [
  'InvalidClientTokenId',
  'UnrecognizedClient',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignature',
  'IncompleteSignature',
  'AuthFailure',
  'MissingAuthenticationToken',
];
const EXPIRED = ['ExpiredToken', 'TokenRefreshRequired', 'RequestExpired'];
const THROTTLED = ['Throttling', 'ThrottledRequest', 'TooManyRequests', 'RequestLimitExceeded', 'SlowDown'];

/** Asks AWS; never rejects. `call` gives null where the answer is not what the service promises. */
export async function askAws<T>(
  question: AwsQuestion,
  signal: AbortSignal,
  call: () => Promise<T | null>,
): Promise<Known<T> | Absent | Unreadable> {
  const { from, permission, absentCodes } = question;
  try {
    // Raced, because the SDK looks at the signal only while a request is on its way, not while it waits for credentials or before a retry.
    const value = await untilAborted(call(), signal);
    if (value === null) return unreadable(from, failed('the answer is not one that AWS gives'));
    return known(from, value);
  } catch (error) {
    if (absentCodes.includes(codeOf(error))) return absent(from);
    return unreadable(from, obstacleOf(error, permission));
  }
}

/** Why AWS did not answer. A code counts only as the service's own: a bare 404 comes from something else at that address. */
export function obstacleOf(error: unknown, permission: string): Obstacle {
  if (error instanceof AssumeRoleError) {
    const { reason, cause, permission: help } = obstacleOf(error.cause, `sts:AssumeRole on ${error.roleArn}`);
    return { cause, permission: help, reason: `${error.roleArn} could not be assumed: ${reason}` };
  }
  const code = codeOf(error);
  const message = clause(error instanceof Error ? error.message : String(error));
  if (DENIED.includes(code)) return denied(message || 'AWS denies it', permission);
  if (code === 'CredentialsProviderError' || code === 'TokenProviderError') {
    return failed(
      'no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the pod a role',
    );
  }
  if (EXPIRED.includes(code)) return failed('the AWS credentials have expired: sign in again');
  if (NOT_ACCEPTED.includes(code)) return failed(`AWS does not accept the credentials (${code}): ${message}`);
  if (isThrottled(error)) return failed('AWS throttles the bot, and went on to when it was asked again');
  const status = statusOf(error);
  if (status === null) return failed(networkReason(error));
  return /Deserialization error|^Unknown/i.test(message) || message === ''
    ? failed(`the answer (HTTP ${status}) is not one that AWS gives`)
    : failed(`AWS answered HTTP ${status}, ${code}: ${message}`);
}

/** Whether AWS refused only because it was asked too often. */
export function isThrottled(error: unknown): boolean {
  return THROTTLED.includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error ? error.name.replace(/Exception$/, '') : '';
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
