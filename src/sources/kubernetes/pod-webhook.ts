import { z } from 'zod';
import type { LabelRequirement, PodWebhook } from '../../checker/vocabulary/evidence.ts';

const selector = z
  .object({
    matchLabels: z.record(z.string(), z.string()).nullish(),
    matchExpressions: z
      .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).nullish() }))
      .nullish(),
  })
  .nullish()
  .transform((parsed): readonly LabelRequirement[] => [
    ...Object.entries(parsed?.matchLabels ?? {}).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    })),
    ...(parsed?.matchExpressions ?? []).map(({ key, operator, values }) => ({
      key,
      operator,
      values: values ?? [],
    })),
  ]);

const rule = z.object({
  operations: z.array(z.string()).nullish(),
  apiGroups: z.array(z.string()).nullish(),
  resources: z.array(z.string()).nullish(),
});

const serviceReference = z.object({ namespace: z.string(), name: z.string() });

const webhook = z.object({
  name: z.string(),
  clientConfig: z.object({ service: z.unknown(), caBundle: z.string().nullish() }).partial(),
  failurePolicy: z.string().nullish(),
  namespaceSelector: selector,
  objectSelector: selector,
  rules: z.array(rule).nullish(),
});

const configurations = z.object({
  items: z
    .array(z.object({ metadata: z.object({ name: z.string() }), webhooks: z.array(z.unknown()).nullish() }))
    .nullable(),
});

/** All webhooks of a list of MutatingWebhookConfigurations in the API server's JSON; null for anything else. One that is not understood is left out. */
export function parsePodWebhooks(body: unknown): readonly PodWebhook[] | null {
  const parsed = configurations.safeParse(body);
  if (!parsed.success) return null;
  return (parsed.data.items ?? []).flatMap(({ metadata, webhooks }) =>
    (webhooks ?? []).flatMap((one, index) => {
      const read = webhook.safeParse(one);
      return read.success ? [toPodWebhook(metadata.name, read.data, index)] : [];
    }),
  );
}

function toPodWebhook(configuration: string, one: z.infer<typeof webhook>, index: number): PodWebhook {
  const { service } = one.clientConfig;
  const named = serviceReference.safeParse(service);
  return {
    configuration,
    name: one.name,
    index,
    seesPodCreation: (one.rules ?? []).some(
      ({ operations, apiGroups, resources }) =>
        holds(operations, 'CREATE') && holds(apiGroups, '') && holds(resources, 'pods', '*/*'),
    ),
    failurePolicy: one.failurePolicy ?? null,
    namespaceSelector: one.namespaceSelector,
    objectSelector: one.objectSelector,
    isService: service != null,
    ...(named.success ? { service: named.data } : {}),
    hasCaBundle: Boolean(one.clientConfig.caBundle),
  };
}

function holds(list: readonly string[] | null | undefined, ...wanted: readonly string[]): boolean {
  return (list ?? []).some((one) => one === '*' || wanted.includes(one));
}
