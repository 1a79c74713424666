import type { EksCluster } from './cluster.ts';
import { nodeNameAt } from './deployment-pods.ts';
import type { DaemonSetObject, PodObject } from './kubernetes-objects.ts';
import { newObjectMeta } from './object-meta.ts';
import { stableId, stableUuid } from './stable-id.ts';

const NAME = 'eks-pod-identity-agent';
const NAMESPACE = 'kube-system';
const STARTED_AT = '2026-01-19T07:31:00Z';
const LABELS = { 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/name': NAME };
const CONTAINERS = [{ name: NAME, image: `registry.example/eks/${NAME}:v1.3.8-eksbuild.2` }];

/** Puts EKS's Pod Identity add-on into the cluster, in place of what is there of it: on its first nodes, and ready on the first of those. */
export function putIdentityAgent(cluster: EksCluster, nodes = 3, ready = nodes): void {
  const others = cluster.pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] !== NAME);
  const pods = Array.from({ length: nodes }, (_, at) => newAgentPod(at, at < ready));
  cluster.pods.splice(0, cluster.pods.length, ...others, ...pods);
  const daemonSets = cluster.daemonSets.filter(({ metadata }) => metadata.name !== NAME);
  cluster.daemonSets.splice(0, cluster.daemonSets.length, ...daemonSets, newDaemonSet(nodes, ready));
}

function newDaemonSet(nodes: number, ready: number): DaemonSetObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: newObjectMeta('daemonsets', NAMESPACE, NAME, STARTED_AT),
    spec: { selector: { matchLabels: LABELS }, template: { spec: { containers: CONTAINERS } } },
    status: {
      desiredNumberScheduled: nodes,
      currentNumberScheduled: nodes,
      numberReady: ready,
      numberMisscheduled: 0,
    },
  };
}

function newAgentPod(at: number, isReady: boolean): PodObject {
  const name = `${NAME}-${stableId('kubernetes', `agent ${at}`, 5)}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...newObjectMeta('pods', NAMESPACE, name, STARTED_AT),
      generateName: `${NAME}-`,
      labels: LABELS,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          name: NAME,
          uid: stableUuid(`daemonsets ${NAMESPACE}/${NAME}`),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      serviceAccountName: 'default',
      serviceAccount: 'default',
      nodeName: nodeNameAt(at),
      containers: CONTAINERS,
      volumes: [],
    },
    status: {
      phase: 'Running',
      startTime: STARTED_AT,
      conditions: [
        { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: '2026-01-19T07:31:20Z' },
      ],
    },
  };
}
