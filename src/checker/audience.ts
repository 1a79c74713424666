import { AUDIENCE_ANNOTATION, DEFAULT_AUDIENCE } from './annotations.ts';
import type { Pod, ServiceAccount } from './vocabulary/evidence.ts';

/** The volume that the webhook adds. Source: amazon-eks-pod-identity-webhook, pkg/handler/handler.go. */
export const TOKEN_VOLUME = 'aws-iam-token';

/**
 * The audience of the tokens that the pods present: what the newest pod's token volume asks for, else what the service account's annotation
 * says new pods will ask for, else the webhook's default.
 */
export function audienceOf(pods: readonly Pod[], account: ServiceAccount | null): string {
  const newestFirst = [...pods].sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  for (const pod of newestFirst) {
    const volume = pod.tokenVolumes.find((candidate) => candidate.name === TOKEN_VOLUME);
    if (volume?.audience) return volume.audience;
  }
  const annotated = account?.annotations[AUDIENCE_ANNOTATION]?.trim();
  return annotated ? annotated : DEFAULT_AUDIENCE;
}
