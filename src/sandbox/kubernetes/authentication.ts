import type { EksCluster, KubernetesUser } from '../world/cluster.ts';
import type { World } from '../world/world.ts';
import { readEksToken } from './eks-bearer-token.ts';
import { unauthorized } from './status.ts';

const ANONYMOUS: KubernetesUser = {
  username: 'system:anonymous',
  // system:public-info-viewer
  rules: [{ nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] }],
};

/** Whose request it is. Nobody's is the anonymous user's, as on EKS; throws 401 for a token that is not known. */
export function userOf(authorization: string | undefined, world: World, cluster: EksCluster): KubernetesUser {
  if (authorization === undefined) return ANONYMOUS;
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
  const known = cluster.tokens.find((one) => one.token === token);
  if (known !== undefined) return known;
  const claims = readEksToken(token, Date.now());
  const key = claims === null ? undefined : world.accessKeys.get(claims.accessKeyId);
  const entry = cluster.accessEntries.find((one) => one.principalArn === key?.arn);
  if (entry === undefined) throw unauthorized();
  return entry;
}
