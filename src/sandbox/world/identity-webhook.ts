import type { KubernetesObject } from './kubernetes-objects.ts';
import { newObjectMeta } from './object-meta.ts';

/** A MutatingWebhookConfiguration with the identity webhook in it. */
export interface IdentityWebhook extends KubernetesObject {
  webhooks: readonly WebhookEntry[];
}

export interface WebhookEntry {
  readonly name: string;
  readonly clientConfig: {
    readonly url?: string;
    readonly service?: { readonly namespace: string; readonly name: string; readonly path: string };
    readonly caBundle?: string;
  };
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly apiVersions: readonly string[];
    readonly operations: readonly string[];
    readonly resources: readonly string[];
    readonly scope?: string;
  }[];
  readonly [field: string]: unknown;
}

export interface LabelSelector {
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** EKS' own webhook configuration, or one that differs from it. */
export function newIdentityWebhook(changes: Partial<WebhookEntry> = {}): IdentityWebhook {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: newObjectMeta(
      'mutatingwebhookconfigurations',
      undefined,
      'pod-identity-webhook',
      '2026-01-19T07:20:00Z',
    ),
    webhooks: [
      {
        name: 'iam-for-pods.amazonaws.com',
        admissionReviewVersions: ['v1beta1'],
        clientConfig: { url: 'https://127.0.0.1:23443/mutate' },
        failurePolicy: 'Ignore',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {
          matchExpressions: [
            { key: 'eks.amazonaws.com/skip-pod-identity-webhook', operator: 'DoesNotExist' },
          ],
        },
        reinvocationPolicy: 'IfNeeded',
        rules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' },
        ],
        sideEffects: 'None',
        timeoutSeconds: 10,
        ...changes,
      },
    ],
  };
}
