import { associated } from '../pod-identity/associated.ts';

export const WEBHOOK_DOES_NOT_SELECT_ASSOCIATED = associated({
  id: 'webhook-does-not-select-associated',
  title: 'A selector keeps the pods of an association from the identity webhook',
  breaks: 'webhook.does-not-select',
  namespace: 'contractors',
  serviceAccount: 'badges',
  cluster: 'staging',
  workload: () => ({ pod: { labels: { tier: 'guest' } } }),
  also: (_world, cluster) => {
    for (const configuration of cluster.webhooks) {
      configuration.webhooks = configuration.webhooks.map((webhook) => ({
        ...webhook,
        objectSelector: {
          matchExpressions: [
            ...(webhook.objectSelector.matchExpressions ?? []),
            { key: 'tier', operator: 'NotIn', values: ['guest'] },
          ],
        },
      }));
    }
  },
});
