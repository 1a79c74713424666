import type { ClusterPorts } from './ports.ts';
import type { Read } from './read-within.ts';
import type { Situation } from './situation.ts';
import type { InPlaceOfProvider, Piece } from './vocabulary/evidence.ts';

/**
 * Where the role's account has no provider for the cluster, reads what else there is that may have been taken for it: the account's other
 * providers, and those through which people sign in to the cluster. Null, and no read, in every other case.
 */
export async function collectInPlaceOfProvider(
  { evidence, request }: Situation,
  ports: Pick<ClusterPorts, 'eks' | 'iam'>,
  read: <T>(one: Read<T>) => Promise<Piece<T>>,
): Promise<InPlaceOfProvider | null> {
  if (evidence.provider.state !== 'absent' || request === null) return null;
  const { accountId } = request;
  const [providers, signIn] = await Promise.all([
    read({
      api: 'iam:ListOpenIDConnectProviders',
      subject: `OIDC providers of account ${accountId}`,
      ask: (signal) => ports.iam.listOidcProviders(accountId, signal),
    }),
    read({
      api: 'eks:ListIdentityProviderConfigs',
      subject: 'identity providers of the cluster',
      ask: (signal) => ports.eks.listIdentityProviders(signal),
    }),
  ]);
  return { providers, signIn };
}
