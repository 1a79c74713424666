import { scenario } from '../scenario.ts';

export const WEBHOOK_MISSING = scenario({
  id: 'webhook-missing',
  title: 'The cluster has no identity webhook',
  breaks: 'webhook.missing',
  namespace: 'trials',
  serviceAccount: 'robot',
  cluster: 'lab',
});
