import type { DaemonSetObject } from './kubernetes-objects.ts';
import { newObjectMeta } from './object-meta.ts';

const NAME = 'eks-pod-identity-agent';

/** The DaemonSet of EKS's Pod Identity add-on, ready on some of its nodes. */
export function newIdentityAgent(nodes = 3, ready = nodes): DaemonSetObject {
  const matchLabels = { 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/name': NAME };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: newObjectMeta('daemonsets', 'kube-system', NAME, '2026-01-19T07:31:00Z'),
    spec: {
      selector: { matchLabels },
      template: {
        spec: {
          containers: [{ name: NAME, image: `registry.example/eks/${NAME}:v1.3.8-eksbuild.2` }],
        },
      },
    },
    status: {
      desiredNumberScheduled: nodes,
      currentNumberScheduled: nodes,
      numberReady: ready,
      numberMisscheduled: 0,
    },
  };
}
