import { randomBytes } from 'node:crypto';
import type { IamRole } from '../world/account.ts';
import type { World } from '../world/world.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';

/** Credentials as AssumeRole hands them out. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
}

/** Knows who stands behind an access key id: a user of the world, or a role session that was opened here. */
export interface SessionStore {
  /** Throws InvalidClientTokenId for a key that nobody was given. */
  callerOf(accessKeyId: string): Caller;
  open(role: IamRole, accountId: string, sessionName: string, seconds: number): SessionCredentials;
}

export function createSessionStore(world: World): SessionStore {
  const sessions = new Map<string, { readonly caller: Caller; readonly expiresAt: Date }>();
  return {
    callerOf(accessKeyId) {
      const user = world.accessKeys.get(accessKeyId);
      if (user !== undefined) return user;
      const session = sessions.get(accessKeyId);
      if (session === undefined) {
        throw new AwsError(
          'InvalidClientTokenId',
          403,
          'The security token included in the request is invalid.',
        );
      }
      if (session.expiresAt.getTime() <= Date.now()) {
        throw new AwsError('ExpiredToken', 403, 'The security token included in the request is expired');
      }
      return session.caller;
    },
    open(role, accountId, sessionName, seconds) {
      const random = randomBytes(24).toString('hex').toUpperCase();
      // The account can be read off the key, which makes a log of calls easier to follow.
      const accessKeyId = `ASIA${accountId}${random.slice(0, 4)}`;
      const expiresAt = new Date(Date.now() + seconds * 1000);
      sessions.set(accessKeyId, {
        expiresAt,
        caller: {
          accountId,
          arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
          userId: `${role.id}:${sessionName}`,
          actions: role.actions,
        },
      });
      return {
        accessKeyId,
        secretAccessKey: random.slice(8, 48),
        sessionToken: `sandbox-session-${random}`,
        expiresAt,
      };
    },
  };
}
