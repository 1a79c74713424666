import { newDeploymentPods } from '../../world/deployment-pods.ts';
import { newIdentityWebhook } from '../../world/identity-webhook.ts';
import { scenario } from '../scenario.ts';

const NAME = 'pod-identity-webhook';

export const WEBHOOK_NOT_READY = scenario({
  id: 'webhook-not-ready',
  title: 'The cluster runs its own identity webhook, which does not start',
  breaks: 'webhook.not-ready',
  namespace: 'orchards',
  serviceAccount: 'picker',
  cluster: 'beijing',
  workload: () => ({ pod: { isMutated: false } }),
  also: (_world, cluster) => {
    cluster.webhooks.splice(
      0,
      cluster.webhooks.length,
      newIdentityWebhook({
        name: 'pod-identity-webhook.amazonaws.com',
        clientConfig: {
          service: { namespace: 'kube-system', name: NAME, path: '/mutate' },
          caBundle: 'Y2VydGlmaWNhdGU=',
        },
      }),
    );
    const pods = newDeploymentPods({
      namespace: 'kube-system',
      deployment: NAME,
      serviceAccount: 'default',
      replicas: 1,
    });
    const conditions = [{ type: 'Ready', status: 'False' }];
    cluster.pods.push(...pods.map((pod) => ({ ...pod, status: { ...pod.status, conditions } })));
  },
});
