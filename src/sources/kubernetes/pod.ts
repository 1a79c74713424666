import { z } from 'zod';
import type { Container, Pod, TokenVolume } from '../../checker/vocabulary/evidence.ts';
import { annotationsOrLabels, timestamp } from './metadata.ts';

/** Only the values of these variables are ever looked at: others may be secrets. */
const environmentVariable = z.union([
  z.object({
    name: z.enum(['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_SESSION_NAME']),
    value: z.string().nullish(),
  }),
  z.object({ name: z.string() }).transform(({ name }) => ({ name, value: null })),
]);

const namedSource = z.object({ name: z.string().nullish() }).nullish();

const container = z.object({
  name: z.string(),
  image: z.string().nullish(),
  env: z.array(environmentVariable).nullish(),
  envFrom: z.array(z.object({ secretRef: namedSource, configMapRef: namedSource })).nullish(),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })).nullish(),
});

const volume = z.object({
  name: z.string(),
  projected: z
    .object({
      sources: z
        .array(
          z.object({
            serviceAccountToken: z
              .object({
                audience: z.string().nullish(),
                expirationSeconds: z.number().nullish(),
                path: z.string(),
              })
              .nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** As far as it binds: preferences do not. A shape that is not understood says nothing. */
const nodeAffinity = z.object({
  nodeAffinity: z
    .object({
      requiredDuringSchedulingIgnoredDuringExecution: z
        .object({
          nodeSelectorTerms: z.array(
            z.object({
              matchExpressions: z
                .array(
                  z.object({
                    key: z.string(),
                    operator: z.string(),
                    values: z.array(z.string()).nullish(),
                  }),
                )
                .nullish(),
            }),
          ),
        })
        .nullish(),
    })
    .nullish(),
});

const pod = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    labels: annotationsOrLabels,
    annotations: annotationsOrLabels,
    creationTimestamp: timestamp,
    ownerReferences: z
      .array(z.object({ kind: z.string(), name: z.string(), controller: z.boolean().nullish() }))
      .nullish(),
  }),
  spec: z.object({
    serviceAccountName: z.string().nullish(),
    nodeName: z.string().nullish(),
    nodeSelector: annotationsOrLabels,
    hostNetwork: z.boolean().nullish(),
    os: z.object({ name: z.string() }).nullish(),
    affinity: nodeAffinity.nullish().catch(null),
    securityContext: z.object({ fsGroup: z.number().nullish() }).nullish(),
    ephemeralContainers: z.array(z.object({ name: z.string() })).nullish(),
    volumes: z.array(volume).nullish(),
    containers: z.array(container),
    initContainers: z.array(container).nullish(),
  }),
  status: z
    .object({
      phase: z.string().nullish(),
      conditions: z
        .array(z.object({ type: z.string(), status: z.string() }))
        .nullish()
        .catch(null),
    })
    .nullish(),
});

const podList = z.object({
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
  items: z.array(pod).nullable(),
});

/** One page of pods from the API server's JSON, and where the next one begins, null for the last; null for anything else. */
export function parsePodPage(
  body: unknown,
): { readonly pods: readonly Pod[]; readonly next: string | null } | null {
  const parsed = podList.safeParse(body);
  if (!parsed.success) return null;
  return { pods: (parsed.data.items ?? []).map(toPod), next: parsed.data.metadata?.continue || null };
}

function toPod({ metadata, spec, status }: z.infer<typeof pod>): Pod {
  const owners = metadata.ownerReferences ?? [];
  const owner = owners.find((one) => one.controller === true) ?? owners[0];
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    serviceAccount: spec.serviceAccountName || 'default',
    labels: metadata.labels,
    annotations: metadata.annotations,
    createdAt: metadata.creationTimestamp,
    phase: status?.phase ?? 'Unknown',
    ...(ready === undefined ? {} : { isReady: ready.status === 'True' }),
    owner: owner === undefined ? null : `${owner.kind}/${owner.name}`,
    nodeName: spec.nodeName || null,
    operatingSystem: {
      selected: OPERATING_SYSTEM_LABELS.map((label) => spec.nodeSelector[label]).find(Boolean) ?? null,
      needed: spec.os?.name ?? operatingSystemOf(spec.affinity),
    },
    ...(spec.hostNetwork === true ? { usesHostNetwork: true } : {}),
    fsGroup: spec.securityContext?.fsGroup ?? null,
    tokenVolumes: (spec.volumes ?? []).flatMap(toTokenVolumes),
    containers: [
      ...(spec.initContainers ?? []).map((one) => toContainer(one, true)),
      ...spec.containers.map((one) => toContainer(one, false)),
    ],
    ephemeralContainers: (spec.ephemeralContainers ?? []).map((one) => one.name),
  };
}

const OPERATING_SYSTEM_LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** The one operating system that every alternative of the required affinity asks for. */
function operatingSystemOf(affinity: z.infer<typeof nodeAffinity> | null | undefined): string | null {
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const wanted = terms.map(
    ({ matchExpressions }) =>
      (matchExpressions ?? []).find(
        ({ key, operator, values }) =>
          OPERATING_SYSTEM_LABELS.includes(key) && operator === 'In' && values?.length === 1,
      )?.values?.[0],
  );
  return wanted.length > 0 && new Set(wanted).size === 1 ? (wanted[0] ?? null) : null;
}

function toTokenVolumes({ name, projected }: z.infer<typeof volume>): TokenVolume[] {
  return (projected?.sources ?? []).flatMap(({ serviceAccountToken: token }) =>
    token
      ? [
          {
            name,
            audience: token.audience || null,
            expirationSeconds: token.expirationSeconds ?? null,
            path: token.path,
          },
        ]
      : [],
  );
}

function toContainer(one: z.infer<typeof container>, isInit: boolean): Container {
  const environment = one.env ?? [];
  // A name that stands there twice has the last value, as the kubelet sees it.
  const lastValueOf = (name: string): string | null =>
    environment.findLast((variable) => variable.name === name)?.value ?? null;
  return {
    name: one.name,
    isInit,
    image: one.image ?? '',
    roleArn: lastValueOf('AWS_ROLE_ARN'),
    tokenFile: lastValueOf('AWS_WEB_IDENTITY_TOKEN_FILE'),
    sessionName: lastValueOf('AWS_ROLE_SESSION_NAME'),
    environmentFrom: (one.envFrom ?? []).flatMap(({ secretRef, configMapRef }) => [
      ...(secretRef?.name ? [`secret/${secretRef.name}`] : []),
      ...(configMapRef?.name ? [`configmap/${configMapRef.name}`] : []),
    ]),
    environmentNames: environment.map((variable) => variable.name),
    mounts: (one.volumeMounts ?? []).map((mount) => ({ name: mount.name, path: mount.mountPath })),
  };
}
