import { scenario } from '../scenario.ts';

export const WEBHOOK_NO_CA_BUNDLE = scenario({
  id: 'webhook-no-ca-bundle',
  title: 'The API server has no certificate authority for the webhook',
  breaks: 'webhook.no-ca-bundle',
  namespace: 'warehouse',
  serviceAccount: 'stock',
  cluster: 'on-premises',
});
