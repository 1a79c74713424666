import type { SigningKey } from '../kubernetes/signing-key.ts';
import { verifiedClaims } from '../kubernetes/token-request.ts';
import { recordWebIdentityCall } from '../world/trail.ts';
import type { World } from '../world/world.ts';
import { AwsError, validationError } from './aws-error.ts';
import { required } from './query-action.ts';
import type { SessionStore } from './session-store.ts';
import type { XmlTree } from './xml.ts';

/** A call of AssumeRoleWithWebIdentity as the role's trust policy sees it. */
export interface WebIdentityRequest {
  readonly trustPolicy: string;
  readonly accountId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Whether the trust policy lets the token in. Given by whoever starts the sandbox, which knows no policies itself. */
export type DecideWebIdentity = (request: WebIdentityRequest) => boolean;

/** What STS needs to know of tokens. */
export interface WebIdentity {
  readonly decide: DecideWebIdentity | null;
  /** The key that an issuer signs with; null for one that is no cluster's. */
  readonly keyOf: (issuer: string) => SigningKey | null;
}

export const WEB_IDENTITY_ACTION = 'AssumeRoleWithWebIdentity';

/**
 * Answers it as STS does, the refusals in its words, and records in the role's account what it decided of whom. Tokens that STS cannot place are
 * not recorded here; what AWS does with them is not known. Throws AwsError.
 */
export function assumeRoleWithWebIdentity(
  parameters: URLSearchParams,
  {
    world,
    sessions,
    userAgent,
  }: { readonly world: World; readonly sessions: SessionStore; readonly userAgent: string },
  { decide, keyOf }: WebIdentity,
): XmlTree {
  const arn = required(parameters, 'RoleArn');
  const sessionName = required(parameters, 'RoleSessionName');
  const seconds = Number(parameters.get('DurationSeconds') ?? '3600');
  if (!(seconds >= 900)) {
    throw validationError(
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    );
  }
  const accountId = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(arn)?.[1];
  if (accountId === undefined) throw validationError('Request ARN is invalid');
  const claims = verifiedClaims(required(parameters, 'WebIdentityToken'), keyOf);
  if (claims === null) throw invalidToken('The ID Token provided is not a valid JWT.');
  const account = world.accounts.get(accountId);
  const provider = [...(account?.providers.values() ?? [])].find(
    ({ url }) => url === claims.iss.replace(/^https:\/\//, ''),
  );
  if (provider === undefined) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${claims.iss}`);
  }
  const audience = claims.aud.find((one) => provider.clientIds.includes(one));
  if (audience === undefined) throw invalidToken('Incorrect token audience');
  if (claims.exp * 1000 <= Date.now()) {
    throw new AwsError(
      'ExpiredTokenException',
      400,
      'Token expired: current date/time must be before the expiration date/time',
    );
  }
  if (decide === null) throw new Error('nobody gave this sandbox anything that decides trust policies');
  const role = account?.roles.get(arn.slice(arn.lastIndexOf('/') + 1).toLowerCase());
  const request = { accountId, issuer: claims.iss, subject: claims.sub, audience };
  const isLetIn =
    role?.arn === arn && !role.isGuarded && decide({ ...request, trustPolicy: role.trustPolicy });
  recordWebIdentityCall(account?.trail ?? [], {
    // Unsigned as it is, the call does not say which region's STS it was meant for.
    region: world.clusters.find(({ issuer }) => issuer === claims.iss)?.region ?? 'us-east-1',
    at: new Date().toISOString(),
    accountId,
    roleArn: arn,
    sessionName,
    subject: claims.sub,
    providerArn: provider.arn,
    audience,
    errorCode: isLetIn ? null : 'AccessDenied',
    userAgent,
  });
  if (role === undefined || !isLetIn) {
    throw new AwsError('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  // A session with a policy of its own may do what both allow; here every such policy allows nothing.
  const narrowed = parameters.has('Policy') ? { ...role, actions: [] } : role;
  const credentials = sessions.open(narrowed, accountId, sessionName, seconds);
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: credentials.expiresAt.toISOString(),
    },
    SubjectFromWebIdentityToken: claims.sub,
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
    },
    Provider: provider.arn,
    Audience: audience,
  };
}

function invalidToken(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', 400, message);
}
