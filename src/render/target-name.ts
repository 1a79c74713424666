import type { Target } from '../checker/vocabulary/target.ts';

/** "payments/api on prod-eu", as people say it; the cluster is left out where nobody knows it. Not escaped for any medium. */
export function targetName({ namespace, serviceAccount, cluster }: Omit<Target, 'pod'>): string {
  const name = `${namespace}/${serviceAccount}`;
  return cluster === null ? name : `${name} on ${cluster}`;
}
