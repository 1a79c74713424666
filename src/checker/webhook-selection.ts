import type { LabelRequirement, Pod, PodWebhook } from './vocabulary/evidence.ts';

/** Whether the API server sends a pod's creation to a webhook, and if not, what keeps it back. */
export type Selection =
  | { readonly kind: 'selected' }
  | { readonly kind: 'rules' }
  | { readonly kind: 'namespaceSelector' | 'objectSelector'; readonly requirement: LabelRequirement };

/**
 * Judges by what is known for certain: of a namespace's labels only the one with its name, which the API server sets; of a pod that is not
 * there yet (null) no label at all. What cannot be known counts as selected.
 */
export function selectionOf(webhook: PodWebhook, namespace: string, pod: Pod | null): Selection {
  if (!webhook.seesPodCreation) return { kind: 'rules' };
  const ofNamespace = webhook.namespaceSelector.find(
    (requirement) => requirement.key === NAMESPACE_NAME && !meets(requirement, namespace),
  );
  if (ofNamespace !== undefined) return { kind: 'namespaceSelector', requirement: ofNamespace };
  const ofPod =
    pod === null
      ? undefined
      : webhook.objectSelector.find((requirement) => !meets(requirement, pod.labels[requirement.key]));
  return ofPod === undefined ? { kind: 'selected' } : { kind: 'objectSelector', requirement: ofPod };
}

/** Since Kubernetes 1.22 every namespace has it. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Source: Kubernetes, "Labels and Selectors". `NotIn` holds for an object without the label. */
function meets({ operator, values }: LabelRequirement, label: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return true;
  }
}

/** A requirement as kubectl would spell it. */
export function spellRequirement({ key, operator, values }: LabelRequirement): string {
  return `${key} ${operator}${values.length === 0 ? '' : ` (${values.join(', ')})`}`;
}
