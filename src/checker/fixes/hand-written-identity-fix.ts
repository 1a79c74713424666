import { TOKEN_VOLUME } from '../audience.ts';
import { isForWindows } from '../pods-without-agent.ts';
import { parseRoleArn } from '../role-arn.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { JsonObject } from '../trust/types.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { canRoll, workloadOf } from '../workload.ts';

const TOKEN_DIRECTORY = '/var/run/secrets/eks.amazonaws.com/serviceaccount';

/**
 * Writes into the pod templates what the webhook would have added, so that the pods have their role without it; null where no role is known or no
 * template can be changed in place. All names are the webhook's, so that it leaves them alone once it is back.
 * Source: amazon-eks-pod-identity-webhook, pkg/handler/handler.go.
 */
export function handWrittenIdentityFix({ target }: Situation, pods: readonly Pod[]): Fix | null {
  const { roleArn, audience } = target;
  if (roleArn === null || parseRoleArn(roleArn) === null || audience === null) return null;
  const commands = firstOfEachWorkload(pods.filter((pod) => !isForWindows(pod))).map(({ pod, name }) => {
    const spec = identitySpec(pod, { roleArn, audience, region: target.region });
    const patch = quoteForShell(JSON.stringify({ spec: { template: { spec } } }));
    return {
      tool: 'kubectl',
      text: `kubectl patch ${name} -p ${patch} -n ${quoteForShell(pod.namespace)}`,
    } as const;
  });
  return commands.length === 0
    ? null
    : {
        kind: 'pod-spec',
        title: 'Give the pods their role by hand until the webhook is back',
        notes: [
          'This is a stop-gap for these pods alone: every other service account of the cluster still waits for the webhook.',
          'Take it out of the templates again when the webhook works, or they keep this role whatever the annotation says.',
        ],
        document: null,
        diff: null,
        commands,
        proof: null,
      };
}

function firstOfEachWorkload(pods: readonly Pod[]): readonly { readonly pod: Pod; readonly name: string }[] {
  const found = new Map<string, Pod>();
  for (const pod of pods) {
    const workload = workloadOf(pod);
    if (!canRoll(workload)) continue;
    const name = `${workload.kind}/${quoteForShell(workload.name)}`;
    if (!found.has(name)) found.set(name, pod);
  }
  return [...found].map(([name, pod]) => ({ name, pod }));
}

function identitySpec(
  pod: Pod,
  to: { readonly roleArn: string; readonly audience: string; readonly region: string | null },
): JsonObject {
  const env = [
    { name: 'AWS_ROLE_ARN', value: to.roleArn },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `${TOKEN_DIRECTORY}/token` },
    { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' },
  ];
  const ofContainers = (isInit: boolean): readonly JsonObject[] =>
    pod.containers
      .filter((container) => container.isInit === isInit)
      .map(({ name, environmentNames }) => ({
        name,
        env:
          to.region === null || environmentNames.includes('AWS_REGION')
            ? env
            : [...env, { name: 'AWS_REGION', value: to.region }],
        volumeMounts: [{ name: TOKEN_VOLUME, mountPath: TOKEN_DIRECTORY, readOnly: true }],
      }));
  const initContainers = ofContainers(true);
  return {
    volumes: [
      {
        name: TOKEN_VOLUME,
        projected: {
          sources: [
            { serviceAccountToken: { audience: to.audience, expirationSeconds: 86_400, path: 'token' } },
          ],
        },
      },
    ],
    ...(initContainers.length === 0 ? {} : { initContainers }),
    containers: ofContainers(false),
  };
}
