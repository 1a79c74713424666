import type { PodIdentityAssociationRecord } from './cluster.ts';
import type {
  ContainerSpec,
  EnvironmentVariable,
  PodObject,
  ServiceAccountObject,
  VolumeSpec,
} from './kubernetes-objects.ts';

const PREFIX = 'eks.amazonaws.com';
const ROLE_ARN = `${PREFIX}/role-arn`;
const SKIP_LABEL = `${PREFIX}/skip-pod-identity-webhook`;

/** What the webhook puts into a container: the variables, the volume that they point into, and where it is mounted. */
interface Injection {
  readonly volume: VolumeSpec;
  readonly mountPath: string;
  readonly identity: readonly EnvironmentVariable[];
  readonly region: string;
  readonly regionalSts: boolean;
}

/**
 * The pod as it comes out of EKS' identity webhook on creation: with the two variables, the region and the token volume, or unchanged where
 * the webhook has nothing to do. It never looks at a value: whatever the annotation says is injected.
 * Source: amazon-eks-pod-identity-webhook, pkg/handler/handler.go.
 */
export function mutatePod(
  pod: PodObject,
  serviceAccount: ServiceAccountObject | undefined,
  surroundings: {
    readonly region: string;
    readonly association?: PodIdentityAssociationRecord | undefined;
  },
): PodObject {
  if (SKIP_LABEL in (pod.metadata.labels ?? {})) return pod;
  const injection = injectionFor(pod, serviceAccount, surroundings);
  if (injection === null) return pod;
  const skipped = new Set(
    (pod.metadata.annotations?.[`${PREFIX}/skip-containers`] ?? '').split(',').map((name) => name.trim()),
  );
  const patch = (container: ContainerSpec) =>
    skipped.has(container.name) ? container : inject(container, injection);
  const { initContainers, containers, volumes } = pod.spec;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: containers.map(patch),
      ...(initContainers === undefined ? {} : { initContainers: initContainers.map(patch) }),
      volumes: volumes.some((volume) => volume.name === injection.volume.name)
        ? volumes
        : [...volumes, injection.volume],
    },
  };
}

function injectionFor(
  pod: PodObject,
  serviceAccount: ServiceAccountObject | undefined,
  surroundings: { readonly region: string; readonly association?: PodIdentityAssociationRecord | undefined },
): Injection | null {
  const annotations = serviceAccount?.metadata.annotations ?? {};
  const own = pod.metadata.annotations ?? {};
  const region = surroundings.region;
  const regionalSts = annotations[`${PREFIX}/sts-regional-endpoints`] !== 'false';
  const seconds = lifetime(own[`${PREFIX}/token-expiration`] ?? annotations[`${PREFIX}/token-expiration`]);
  if (surroundings.association !== undefined) {
    // Container credentials take the place of the web-identity patch.
    const mountPath = '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount';
    return {
      volume: tokenVolume(
        'eks-pod-identity-token',
        'pods.eks.amazonaws.com',
        seconds,
        'eks-pod-identity-token',
      ),
      mountPath,
      identity: [
        { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
        { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: `${mountPath}/eks-pod-identity-token` },
      ],
      region,
      regionalSts,
    };
  }
  const roleArn = annotations[ROLE_ARN];
  if (roleArn === undefined) return null;
  // Only nodeSelector is looked at, whatever affinity or spec.os say.
  const selector = pod.spec.nodeSelector ?? {};
  const isWindows = [selector['kubernetes.io/os'], selector['beta.kubernetes.io/os']].includes('windows');
  const drive = isWindows ? 'C:' : '';
  const mountPath = `${drive}/var/run/secrets/eks.amazonaws.com/serviceaccount`;
  const audience = annotations[`${PREFIX}/audience`] ?? 'sts.amazonaws.com';
  return {
    volume: tokenVolume('aws-iam-token', audience, seconds, 'token'),
    mountPath,
    identity: [
      { name: 'AWS_ROLE_ARN', value: roleArn },
      { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `${mountPath}/token` },
    ],
    region,
    regionalSts,
  };
}

/** One variable that is set already keeps all of them out; the mount is left out only where nothing at all is left to add. */
function inject(container: ContainerSpec, injection: Injection): ContainerSpec {
  const env = container.env ?? [];
  const has = (...names: string[]) => env.some((variable) => names.includes(variable.name));
  const hasIdentity = has(...injection.identity.map((variable) => variable.name));
  const hasRegion = has('AWS_REGION', 'AWS_DEFAULT_REGION');
  const hasSts = !injection.regionalSts || has('AWS_STS_REGIONAL_ENDPOINTS');
  if (hasIdentity && hasRegion && hasSts) return container;
  const mounts = container.volumeMounts ?? [];
  return {
    ...container,
    env: [
      ...env,
      ...(hasSts ? [] : [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' }]),
      ...(hasRegion
        ? []
        : [
            { name: 'AWS_DEFAULT_REGION', value: injection.region },
            { name: 'AWS_REGION', value: injection.region },
          ]),
      ...(hasIdentity ? [] : injection.identity),
    ],
    volumeMounts: mounts.some((mount) => mount.name === injection.volume.name)
      ? mounts
      : [...mounts, { name: injection.volume.name, mountPath: injection.mountPath, readOnly: true }],
  };
}

function tokenVolume(name: string, audience: string, expirationSeconds: number, path: string): VolumeSpec {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [{ serviceAccountToken: { audience, expirationSeconds, path } }],
    },
  };
}

function lifetime(asked: string | undefined): number {
  const seconds = Number.parseInt(asked ?? '', 10);
  return Number.isNaN(seconds) ? 86_400 : Math.max(seconds, 600);
}
