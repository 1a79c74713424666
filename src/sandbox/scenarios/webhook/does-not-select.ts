import { scenario } from '../scenario.ts';

export const WEBHOOK_DOES_NOT_SELECT = scenario({
  id: 'webhook-does-not-select',
  title: 'A selector keeps the namespace from the identity webhook',
  breaks: 'webhook.does-not-select',
  namespace: 'quarantine',
  serviceAccount: 'scanner',
  cluster: 'staging',
  also: (_world, cluster) => {
    for (const configuration of cluster.webhooks) {
      configuration.webhooks = configuration.webhooks.map((webhook) => ({
        ...webhook,
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['quarantine', 'kube-system'] },
          ],
        },
      }));
    }
  },
});
