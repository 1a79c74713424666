import { quoteForShell } from '../shell-quote.ts';
import type { Pod, PodWebhook } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { restartCommands } from './restart-pods-fix.ts';

/** What stands in a command for the certificate authority, which is not for us to read. */
const CA_BUNDLE = 'CA_BUNDLE';

/** Puts the certificate authority of the webhook's Service into its configuration, and creates the pods anew. */
export function caBundleFix({ configuration, index }: PodWebhook, pods: readonly Pod[]): Fix {
  const patch = JSON.stringify([
    { op: 'add', path: `/webhooks/${index}/clientConfig/caBundle`, value: CA_BUNDLE },
  ]);
  return {
    kind: 'webhook',
    title: `Give webhook configuration ${configuration} its certificate authority`,
    notes: [
      `Where something puts it in by itself, such as cert-manager's injector, mend that instead. Else put the authority that signed the webhook's certificate in place of ${CA_BUNDLE}, in base64.`,
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
