/** Kubernetes objects in the API's own JSON, as far as the sandbox fills them in. */

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
  readonly generateName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
  readonly blockOwnerDeletion: boolean;
}

export interface ManagedFields {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: object;
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface ServiceAccountObject extends KubernetesObject {
  readonly kind: 'ServiceAccount';
}

export interface PodObject extends KubernetesObject {
  readonly kind: 'Pod';
  readonly spec: PodSpec;
  readonly status: { readonly phase: string; readonly [field: string]: unknown };
}

export interface DaemonSetObject extends KubernetesObject {
  readonly kind: 'DaemonSet';
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: { readonly spec: { readonly containers: readonly ContainerSpec[] } };
  };
  readonly status: {
    readonly desiredNumberScheduled: number;
    readonly currentNumberScheduled: number;
    readonly numberReady: number;
    readonly numberMisscheduled: number;
  };
}

export interface PodSpec {
  readonly serviceAccountName: string;
  readonly serviceAccount: string;
  readonly nodeName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly containers: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
  readonly volumes: readonly VolumeSpec[];
  readonly [field: string]: unknown;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly EnvironmentVariable[];
  readonly volumeMounts?: readonly VolumeMount[];
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

export interface VolumeSpec {
  readonly name: string;
  readonly projected?: { readonly defaultMode: number; readonly sources: readonly ProjectedSource[] };
  readonly [kind: string]: unknown;
}

export interface ProjectedSource {
  readonly serviceAccountToken?: {
    readonly audience?: string;
    readonly expirationSeconds: number;
    readonly path: string;
  };
  readonly [kind: string]: unknown;
}
