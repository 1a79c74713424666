import type { IamRole } from '../world/account.ts';
import { AwsError, validationError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import { type QueryAction, type QueryCall, required } from './query-action.ts';

export const GET_CALLER_IDENTITY: QueryAction = {
  subject: () => '',
  resource: () => null,
  run: ({ caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),
};

export const DECODE_AUTHORIZATION_MESSAGE: QueryAction = {
  subject: () => '',
  resource: () => '*',
  run({ parameters, account }) {
    const decoded = account.encodedMessages.get(required(parameters, 'EncodedMessage'));
    if (decoded !== undefined) return { DecodedMessage: decoded };
    throw new AwsError(
      'InvalidAuthorizationMessageException',
      400,
      'Message is not valid: it was not encoded for this account, or is not whole.',
    );
  },
};

export const ASSUME_ROLE: QueryAction = {
  subject: (parameters) => parameters.get('RoleArn') ?? '',
  resource: ({ parameters }) => parameters.get('RoleArn') ?? '',
  run(call) {
    const { parameters, sessions } = call;
    const arn = required(parameters, 'RoleArn');
    const sessionName = required(parameters, 'RoleSessionName');
    const accountId = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(arn)?.[1];
    if (accountId === undefined) throw validationError('Request ARN is invalid');
    const role = trustedRole(call, accountId, arn);
    const credentials = sessions.open(role, accountId, sessionName, durationOf(parameters));
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: credentials.expiresAt.toISOString(),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${sessionName}`,
        Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
      },
    };
  },
};

/** A role that does not exist and one that does not trust the caller get the same refusal. */
function trustedRole({ world, caller }: QueryCall, accountId: string, arn: string): IamRole {
  const name = arn.slice(arn.lastIndexOf('/') + 1).toLowerCase();
  const role = world.accounts.get(accountId)?.roles.get(name);
  if (role?.arn === arn && trusts(role.trustPolicy, caller)) return role;
  throw new AwsError(
    'AccessDenied',
    403,
    `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  );
}

/** `DurationSeconds`: an hour unless given, 15 minutes to 12 hours. */
function durationOf(parameters: URLSearchParams): number {
  const asked = parameters.get('DurationSeconds') ?? '3600';
  const seconds = Number(asked);
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200) return seconds;
  throw validationError(
    `1 validation error detected: Value '${asked}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
  );
}

interface TrustStatement {
  readonly Effect?: string;
  readonly Principal?: { readonly AWS?: string | readonly string[] };
}

/** Whether an Allow statement names the caller or its account. Conditions are not looked at: no role here that is assumed so has any. */
function trusts(trustPolicy: string, caller: Caller): boolean {
  const document: { readonly Statement?: TrustStatement | readonly TrustStatement[] } =
    JSON.parse(trustPolicy);
  const accepted = [caller.arn, caller.accountId, `arn:aws:iam::${caller.accountId}:root`, '*'];
  return [document.Statement ?? []]
    .flat()
    .some(
      ({ Effect, Principal }) =>
        Effect === 'Allow' && [Principal?.AWS ?? []].flat().some((one) => accepted.includes(one)),
    );
}
