import { RETIRED_ISSUER_HOST } from '../base-world.ts';
import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const CLUSTER_RECREATED = scenario({
  id: 'cluster-recreated',
  title: 'The whole policy still names the cluster that this one replaced',
  breaks: 'trust.principal-mismatch',
  namespace: 'archive',
  serviceAccount: 'vault',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, host: RETIRED_ISSUER_HOST })),
});
