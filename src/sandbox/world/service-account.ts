import type { ServiceAccountObject } from './kubernetes-objects.ts';
import { CREATED_AT, newObjectMeta } from './object-meta.ts';

const ANNOTATED_AT = '2026-03-02T09:15:10Z';

/** A service account; `annotatedAt` is when its annotations were last written, which `managedFields` tells. */
export function newServiceAccount(options: {
  readonly namespace: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly createdAt?: string;
  readonly annotatedAt?: string;
}): ServiceAccountObject {
  const { namespace, name } = options;
  const annotations = options.annotations ?? {};
  const base = newObjectMeta('serviceaccounts', namespace, name, options.createdAt ?? CREATED_AT);
  if (Object.keys(annotations).length === 0) {
    return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: base };
  }
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      ...base,
      annotations,
      managedFields: [
        {
          manager: 'kubectl-annotate',
          operation: 'Update',
          apiVersion: 'v1',
          time: options.annotatedAt ?? ANNOTATED_AT,
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:metadata': { 'f:annotations': { '.': {}, ...ownedKeys(annotations) } } },
        },
      ],
    },
  };
}

function ownedKeys(annotations: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(Object.keys(annotations).map((key) => [`f:${key}`, {}]));
}
