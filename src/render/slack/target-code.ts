import type { Target } from '../../checker/vocabulary/target.ts';
import { code } from './escape.ts';
import { fitted } from './limits.ts';

const NAME = 300;

/** "`payments/api` on `prod-eu`" as mrkdwn; the cluster is left out where nobody knows it. */
export function targetCode({ namespace, serviceAccount, cluster }: Omit<Target, 'pod'>): string {
  const name = fitted(`${namespace}/${serviceAccount}`, NAME, code);
  return cluster === null ? name : `${name} on ${fitted(cluster, NAME, code)}`;
}
