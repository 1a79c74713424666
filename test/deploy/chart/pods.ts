import { z } from 'zod';
import type { Manifest } from './renderer.ts';

const strings = z.record(z.string(), z.string());

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z
    .array(
      z.union([
        z.strictObject({ name: z.string(), value: z.string() }),
        z.strictObject({
          name: z.string(),
          valueFrom: z.strictObject({
            secretKeyRef: z.strictObject({ name: z.string(), key: z.string() }),
          }),
        }),
      ]),
    )
    .default([]),
  ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })),
  volumeMounts: z
    .array(z.looseObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() }))
    .default([]),
  securityContext: z.looseObject({}),
});

const workload = z.looseObject({
  kind: z.enum(['Deployment', 'StatefulSet']),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    replicas: z.number().optional(),
    selector: z.strictObject({ matchLabels: strings }),
    template: z.looseObject({
      metadata: z.looseObject({ labels: strings, annotations: strings.default({}) }),
      spec: z.looseObject({
        serviceAccountName: z.string().optional(),
        automountServiceAccountToken: z.boolean(),
        terminationGracePeriodSeconds: z.number().optional(),
        securityContext: z.looseObject({}),
        containers: z.tuple([container]),
      }),
    }),
  }),
});
export type Workload = z.infer<typeof workload>;

/** What runs pods, by the last word of its name: bot, worker, redis. */
export function workloadsOf(manifests: readonly Manifest[]): Readonly<Record<string, Workload>> {
  return Object.fromEntries(
    manifests
      .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
      .map((one) => [one.metadata.name.split('-').at(-1), workload.parse(one)]),
  );
}

/** The environment that a pod's program gets, when every Secret holds `secretValue(key)`. */
export function environmentOf(one: Workload, secretValue: (key: string) => string): Record<string, string> {
  const [{ env }] = one.spec.template.spec.containers;
  return Object.fromEntries(
    env.map((entry) => [
      entry.name,
      'value' in entry ? entry.value : secretValue(entry.valueFrom.secretKeyRef.key),
    ]),
  );
}

/** `secret/key` of every Secret that a pod's environment is filled from. */
export function secretsOf(one: Workload): readonly string[] {
  const [{ env }] = one.spec.template.spec.containers;
  return env.flatMap((entry) =>
    'valueFrom' in entry ? `${entry.valueFrom.secretKeyRef.name}/${entry.valueFrom.secretKeyRef.key}` : [],
  );
}
