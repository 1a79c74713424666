import { addOidcProvider } from '../../world/account.ts';
import { accountOf } from '../../world/world.ts';
import { scenario } from '../scenario.ts';
import { providerArn, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PROVIDER_OTHER_URL = scenario({
  id: 'provider-other-url',
  title: 'The provider was made with a slash at the end of its URL',
  breaks: 'provider.other-url',
  namespace: 'surveys',
  serviceAccount: 'collector',
  cluster: 'legacy',
  alsoBreaks: ['trust.principal-mismatch'],
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Principal: { Federated: `${providerArn(parties)}/` },
      }),
    ),
  also: (world, cluster) => {
    addOidcProvider(accountOf(world, cluster.accountId), `${cluster.issuer}/`);
  },
});
