import { RETIRED_ISSUER_HOST } from '../base-world.ts';
import { scenario } from '../scenario.ts';
import { providerArn, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const CONDITION_KEY_OTHER_CLUSTER = scenario({
  id: 'condition-key-other-cluster',
  title: 'The principal was updated for the new cluster, the condition keys were not',
  breaks: 'trust.condition-key-other-cluster',
  namespace: 'ratings',
  serviceAccount: 'aggregator',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(
        { ...parties, host: RETIRED_ISSUER_HOST },
        {
          Principal: { Federated: providerArn(parties) },
        },
      ),
    ),
});
