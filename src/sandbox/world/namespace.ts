import type { KubernetesObject } from './kubernetes-objects.ts';
import { CREATED_AT, newObjectMeta } from './object-meta.ts';

export function newNamespace(name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      ...newObjectMeta('namespaces', undefined, name, CREATED_AT),
      labels: { 'kubernetes.io/metadata.name': name },
    },
  };
}
