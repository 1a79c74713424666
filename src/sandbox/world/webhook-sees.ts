import type { IdentityWebhook, LabelSelector } from './identity-webhook.ts';
import type { PodObject } from './kubernetes-objects.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether the API server gets a new pod through to one of the webhooks. One that it cannot trust is passed over, as `Ignore` has it. */
export function isSeenByWebhook(configurations: readonly IdentityWebhook[], pod: PodObject): boolean {
  const namespace = { 'kubernetes.io/metadata.name': pod.metadata.namespace ?? '' };
  return configurations
    .flatMap(({ webhooks }) => webhooks)
    .some(
      ({ rules, namespaceSelector, objectSelector, clientConfig }) =>
        rules.some(
          ({ operations, resources }) => operations.includes('CREATE') && resources.includes('pods'),
        ) &&
        selects(namespaceSelector, namespace) &&
        selects(objectSelector, pod.metadata.labels ?? {}) &&
        (clientConfig.service === undefined || (clientConfig.caBundle ?? '') !== ''),
    );
}

function selects({ matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  return matchExpressions.every(({ key, operator, values = [] }) => {
    const isListed = values.includes(labels[key] ?? '\0');
    if (operator === 'In') return isListed;
    if (operator === 'NotIn') return !isListed;
    return key in labels === (operator === 'Exists');
  });
}
