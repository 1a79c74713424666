import type { ContainerSpec, PodObject, VolumeSpec } from './kubernetes-objects.ts';
import { newObjectMeta } from './object-meta.ts';
import { stableId, stableUuid } from './stable-id.ts';

const STARTED_AT = '2026-03-02T09:20:31Z';

/** Pods of every deployment are spread over the same nodes: the first one on the first, and so on. */
export function nodeNameAt(at: number): string {
  return `ip-10-0-${20 + at}-${17 + at * 31}.compute.internal`;
}

/** Running pods of one deployment, as they are before any webhook saw them. */
export function newDeploymentPods(options: {
  readonly namespace: string;
  readonly deployment: string;
  readonly serviceAccount: string;
  readonly replicas: number;
  readonly createdAt?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly containers?: readonly ContainerSpec[];
  readonly spec?: Readonly<Record<string, unknown>> & { readonly volumes?: readonly VolumeSpec[] };
}): PodObject[] {
  const { namespace, deployment } = options;
  const hash = stableId('kubernetes', `replicaset ${namespace}/${deployment}`, 10);
  const replicaSet = `${deployment}-${hash}`;
  return Array.from({ length: options.replicas }, (_, at) => {
    const name = `${replicaSet}-${stableId('kubernetes', `pod ${namespace}/${deployment} ${at}`, 5)}`;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...newObjectMeta('pods', namespace, name, options.createdAt ?? STARTED_AT),
        generateName: `${replicaSet}-`,
        labels: { app: deployment, 'pod-template-hash': hash, ...options.labels },
        ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: replicaSet,
            uid: stableUuid(`replicaset ${namespace}/${replicaSet}`),
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        serviceAccountName: options.serviceAccount,
        serviceAccount: options.serviceAccount,
        nodeName: nodeNameAt(at),
        restartPolicy: 'Always',
        ...options.spec,
        ...withApiAccess(
          options.containers ?? [{ name: deployment, image: `registry.example/${deployment}:1.8.2` }],
          name,
          options.spec?.volumes ?? [],
        ),
      },
      status: { phase: 'Running', startTime: options.createdAt ?? STARTED_AT, podIP: `10.0.${20 + at}.41` },
    };
  });
}

/** Every pod also gets a token for the API server itself, which is no AWS identity. */
function withApiAccess(
  containers: readonly ContainerSpec[],
  seed: string,
  own: readonly VolumeSpec[],
): { readonly containers: readonly ContainerSpec[]; readonly volumes: readonly VolumeSpec[] } {
  const name = `kube-api-access-${stableId('kubernetes', `volume ${seed}`, 5)}`;
  const mount = { name, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true };
  return {
    containers: containers.map((container) => ({
      ...container,
      volumeMounts: [...(container.volumeMounts ?? []), mount],
    })),
    volumes: [
      ...own,
      {
        name,
        projected: {
          defaultMode: 420,
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
            { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          ],
        },
      },
    ],
  };
}
