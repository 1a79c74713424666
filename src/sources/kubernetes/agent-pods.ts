import { z } from 'zod';
import type { AgentPod } from '../../checker/vocabulary/evidence.ts';
import { timestamp } from './metadata.ts';

/**
 * What the add-on and its chart call the pods of the agent: hybrid nodes have DaemonSets of their own. Source: aws/eks-pod-identity-agent,
 * charts, selector labels.
 */
const NAMES = [
  'eks-pod-identity-agent',
  'eks-pod-identity-agent-hybrid',
  'eks-pod-identity-agent-hybrid-bottlerocket',
];

/** Selects the pods of the agent by label, so that nothing else of kube-system is listed. */
export const AGENT_SELECTOR = `app.kubernetes.io/name in (${NAMES.join(',')})`;

const agentPodList = z.object({
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
  items: z
    .array(
      z.object({
        metadata: z.object({
          deletionTimestamp: z.string().nullish(),
          ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).nullish(),
        }),
        spec: z.object({ nodeName: z.string().nullish() }),
        status: z
          .object({
            conditions: z
              .array(
                z.object({
                  type: z.string(),
                  status: z.string(),
                  lastTransitionTime: timestamp,
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullable(),
});

type Item = NonNullable<z.infer<typeof agentPodList>['items']>[number];

/**
 * One page of the agent's pods from the API server's JSON, and where the next one begins, null for the last; null for anything else. Pods that
 * are on their way out are left out: the next one takes over.
 */
export function parseAgentPodPage(
  body: unknown,
): { readonly pods: readonly AgentPod[]; readonly next: string | null } | null {
  const parsed = agentPodList.safeParse(body);
  if (!parsed.success) return null;
  const items = (parsed.data.items ?? []).filter(({ metadata }) => !metadata.deletionTimestamp);
  return { pods: items.map(toAgentPod), next: parsed.data.metadata?.continue || null };
}

function toAgentPod({ metadata, spec, status }: Item): AgentPod {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const isReady = ready?.status === 'True';
  return {
    daemonSet: metadata.ownerReferences?.find(({ kind }) => kind === 'DaemonSet')?.name ?? null,
    nodeName: spec.nodeName || null,
    isReady,
    readySince: isReady ? ready.lastTransitionTime : null,
  };
}
