import { TOKEN_VOLUME } from '../audience.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { canRoll, workloadsOf } from '../workload.ts';

const NEW_NAME = `own-${TOKEN_VOLUME}`;

/**
 * Gives a volume of the pod template another name than the webhook's, and its mounts with it. In a template all that is called so is the
 * template's own, since the webhook changes pods and never templates.
 */
export function renameVolumeFix(pods: readonly Pod[]): Fix {
  const namespace = quoteForShell(pods[0]?.namespace ?? 'default');
  const rename = quoteForShell(`s/^\\( *\\(- \\)\\{0,1\\}name: \\)${TOKEN_VOLUME}$/\\1${NEW_NAME}/`);
  return {
    kind: 'pod-spec',
    title: `Call the template's own volume ${NEW_NAME}`,
    notes: [
      'Look at the change first: kubectl diff -f - in place of kubectl replace -f -. A ConfigMap of that very name would be named anew in the reference to it as well.',
      'Change the pod template where it is kept, too: chart or manifest.',
    ],
    document: null,
    diff: null,
    commands: workloadsOf(pods)
      .filter(canRoll)
      .map(({ kind, name }) => ({
        tool: 'kubectl',
        text: `kubectl get ${kind}/${quoteForShell(name)} -n ${namespace} -o yaml | sed ${rename} | kubectl replace -f -`,
      })),
    proof: null,
  };
}
