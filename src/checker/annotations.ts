/** Annotations of a service account that the EKS webhook reads. Source: amazon-eks-pod-identity-webhook, pkg/annotations.go. */
export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';
export const AUDIENCE_ANNOTATION = 'eks.amazonaws.com/audience';

/** On a pod: containers that the webhook leaves alone, separated by commas. */
export const SKIP_CONTAINERS_ANNOTATION = 'eks.amazonaws.com/skip-containers';

/** On a pod: with any value, the pod is never sent to the webhook. */
export const SKIP_WEBHOOK_LABEL = 'eks.amazonaws.com/skip-pod-identity-webhook';

/** The audience that the webhook asks for unless an annotation says otherwise, in all partitions. */
export const DEFAULT_AUDIENCE = 'sts.amazonaws.com';
