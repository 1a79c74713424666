import { SKIP_WEBHOOK_LABEL } from '../annotations.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { JsonValue } from '../trust/types.ts';
import type { Pod, PodWebhook } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Selection } from '../webhook-selection.ts';
import { restartCommands } from './restart-pods-fix.ts';

/** What EKS' own configuration holds there. Source: amazon-eks-pod-identity-webhook, deploy/mutatingwebhook.yaml. */
const ORIGINALS: Readonly<Record<Exclude<Selection['kind'], 'selected'>, JsonValue>> = {
  rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
  namespaceSelector: {},
  objectSelector: { matchExpressions: [{ key: SKIP_WEBHOOK_LABEL, operator: 'DoesNotExist' }] },
};

/** Puts the part of the webhook's configuration that keeps the pods out back to what it is by default, and creates the pods anew. */
export function webhookFix(
  { configuration, index }: PodWebhook,
  part: Exclude<Selection['kind'], 'selected'>,
  pods: readonly Pod[],
): Fix {
  const patch = JSON.stringify([
    { op: 'replace', path: `/webhooks/${index}/${part}`, value: ORIGINALS[part] },
  ]);
  return {
    kind: 'webhook',
    title: `Put ${part} of webhook configuration ${configuration} back`,
    notes: [
      'It concerns every pod of the cluster: ask whoever narrowed it, and change it where it is kept.',
      'The webhook acts on pod creation only, so the pods have to be created anew afterwards.',
    ],
    document: null,
    diff: null,
    commands: [
      {
        tool: 'kubectl',
        text: `kubectl patch mutatingwebhookconfiguration ${quoteForShell(configuration)} --type=json -p ${quoteForShell(patch)}`,
      },
      ...restartCommands(pods),
    ],
    proof: null,
  };
}
