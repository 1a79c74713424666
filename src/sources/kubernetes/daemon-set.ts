import { z } from 'zod';
import type { IdentityAgent } from '../../checker/vocabulary/evidence.ts';

/** Name of the add-on, of its DaemonSet and of its image. */
const AGENT = 'eks-pod-identity-agent';

const daemonSetList = z.object({
  items: z
    .array(
      z.object({
        metadata: z.object({ name: z.string() }),
        spec: z.object({
          template: z.object({
            spec: z.object({ containers: z.array(z.object({ image: z.string().nullish() })) }),
          }),
        }),
        status: z
          .object({
            desiredNumberScheduled: z.number().nullish(),
            numberReady: z.number().nullish(),
          })
          .nullish(),
      }),
    )
    .nullable(),
});

/** The Pod Identity agent among the DaemonSets of the API server's JSON, whatever a chart called it; `agent` is null where there is none. Null for anything else. */
export function parseIdentityAgent(body: unknown): { readonly agent: IdentityAgent | null } | null {
  const parsed = daemonSetList.safeParse(body);
  if (!parsed.success) return null;
  const found = (parsed.data.items ?? []).find(
    ({ metadata, spec }) =>
      metadata.name === AGENT ||
      spec.template.spec.containers.some(({ image }) => image?.includes(`/${AGENT}`) === true),
  );
  if (found === undefined) return { agent: null };
  return {
    agent: {
      name: found.metadata.name,
      desired: found.status?.desiredNumberScheduled ?? 0,
      ready: found.status?.numberReady ?? 0,
      pods: null,
    },
  };
}
