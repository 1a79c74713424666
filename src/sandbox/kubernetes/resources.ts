import type { EksCluster } from '../world/cluster.ts';
import type { KubernetesObject } from '../world/kubernetes-objects.ts';

/** A kind of object that the API serves. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  objects(cluster: EksCluster): readonly KubernetesObject[];
}

/** A new resource is one more entry; discovery, lists and lookups follow from it. */
export const RESOURCES: readonly Resource[] = [
  {
    group: '',
    version: 'v1',
    plural: 'namespaces',
    singular: 'namespace',
    kind: 'Namespace',
    shortNames: ['ns'],
    namespaced: false,
    objects: (cluster) => cluster.namespaces,
  },
  {
    group: '',
    version: 'v1',
    plural: 'pods',
    singular: 'pod',
    kind: 'Pod',
    shortNames: ['po'],
    namespaced: true,
    objects: (cluster) => cluster.pods,
  },
  {
    group: '',
    version: 'v1',
    plural: 'serviceaccounts',
    singular: 'serviceaccount',
    kind: 'ServiceAccount',
    shortNames: ['sa'],
    namespaced: true,
    objects: (cluster) => cluster.serviceAccounts,
  },
  {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    plural: 'mutatingwebhookconfigurations',
    singular: 'mutatingwebhookconfiguration',
    kind: 'MutatingWebhookConfiguration',
    shortNames: [],
    namespaced: false,
    objects: (cluster) => cluster.webhooks,
  },
  {
    group: 'apps',
    version: 'v1',
    plural: 'daemonsets',
    singular: 'daemonset',
    kind: 'DaemonSet',
    shortNames: ['ds'],
    namespaced: true,
    objects: (cluster) => cluster.daemonSets,
  },
];
