import { subjectOf } from '../../checker/vocabulary/target.ts';
import type { Account } from '../world/account.ts';
import type { EksCluster } from '../world/cluster.ts';
import { recordWebIdentityCall } from '../world/trail.ts';
import { providerArn } from './web-identity-trust.ts';

/** A call that CloudTrail recorded before anybody asks; without more, the scenario's own service account asked for its role and was let in. */
export interface EarlierCall {
  readonly minutesAgo: number;
  readonly isRefused?: true;
  /** Another service account of the same namespace. */
  readonly serviceAccount?: string;
  /** Another issuer, without `https://`. */
  readonly host?: string;
  /** Another role, by its name. */
  readonly roleName?: string;
}

/** Puts calls into the trail of the role's account, in the cluster's region. */
export function recordEarlierCalls(
  account: Account,
  cluster: EksCluster,
  usual: {
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly host: string;
    readonly roleArn: string;
  },
  calls: readonly EarlierCall[],
): void {
  for (const call of calls) {
    const host = call.host ?? usual.host;
    const roleArn =
      call.roleName === undefined
        ? usual.roleArn
        : `${usual.roleArn.slice(0, usual.roleArn.indexOf(':role/') + 6)}${call.roleName}`;
    recordWebIdentityCall(account.trail, {
      region: cluster.region,
      at: { minutesAgo: call.minutesAgo },
      accountId: account.id,
      roleArn,
      sessionName: `aws-sdk-js-session-${call.minutesAgo}`,
      subject: subjectOf(usual.namespace, call.serviceAccount ?? usual.serviceAccount),
      providerArn: providerArn({ accountId: account.id, host }),
      audience: 'sts.amazonaws.com',
      errorCode: call.isRefused === true ? 'AccessDenied' : null,
      userAgent: 'aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#24.21.0 api/sts#3.1169.0',
    });
  }
}
