import { RETIRED_ISSUER_HOST } from '../base-world.ts';
import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const NO_ISSUER = scenario({
  id: 'no-issuer',
  title: 'A local cluster has no OIDC issuer at all',
  breaks: 'cluster.no-issuer',
  cluster: 'edge',
  namespace: 'kiosk',
  serviceAccount: 'uploader',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, host: RETIRED_ISSUER_HOST })),
});
