import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { AssumeRoleError } from './aws/assume-role-error.ts';
import { observeClient } from './aws/observe-client.ts';
import type { CallObserver } from './call-observer.ts';
import type { AwsSettings } from './settings.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type CredentialProvider = () => Promise<AwsCredentials>;

/** Renewed so long before they expire that no call is made with credentials that end on the way. */
const MARGIN_MS = 5 * 60_000;
/** A chain that found nothing asked the instance metadata in vain, which takes a second or two; the calls of one check need not each try again. */
const FAILURE_MS = 3_000;

/** The bot's own credentials: those of the settings, else the SDK's default chain. */
export function ownCredentials(settings: AwsSettings): CredentialProvider {
  const given = settings.credentials;
  if (given === undefined) return remembered(fromNodeProviderChain());
  const { accessKeyId, secretAccessKey, sessionToken } = given;
  return async () => ({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  });
}

/** Credentials of a role that the bot's own may assume; rejects with AssumeRoleError where they may not. `region` is where STS is asked. */
export function roleCredentials(
  roleArn: string,
  own: CredentialProvider,
  region: string,
  settings: AwsSettings,
  limits: object,
  observer?: CallObserver,
): CredentialProvider {
  const assume = fromTemporaryCredentials({
    masterCredentials: own,
    params: { RoleArn: roleArn, RoleSessionName: 'irsa-doctor' },
    clientPlugins: [{ applyToStack: (stack) => observeClient(stack, 'sts', observer) }],
    clientConfig: {
      region,
      ...limits,
      ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    },
  });
  return remembered(async () => {
    // Asked for apart, so that missing credentials of the bot's own are not taken for a role that cannot be assumed.
    await own();
    try {
      return await assume();
    } catch (cause) {
      throw new AssumeRoleError(roleArn, { cause });
    }
  });
}

/** Asks once for all who ask at the same time, and again shortly before what it got expires. */
function remembered(provide: CredentialProvider): CredentialProvider {
  let current: { readonly result: Promise<AwsCredentials>; goodUntil: number } | null = null;
  return () => {
    if (current === null || current.goodUntil <= Date.now()) {
      const asked = { result: provide(), goodUntil: Number.POSITIVE_INFINITY };
      current = asked;
      asked.result.then(
        ({ expiration }) => {
          if (expiration !== undefined) asked.goodUntil = expiration.getTime() - MARGIN_MS;
        },
        () => {
          asked.goodUntil = Date.now() + FAILURE_MS;
        },
      );
    }
    return current.result;
  };
}
