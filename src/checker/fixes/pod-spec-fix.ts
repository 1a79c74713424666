import { SKIP_CONTAINERS_ANNOTATION, SKIP_WEBHOOK_LABEL } from '../annotations.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Fix, FixCommand } from '../vocabulary/fix.ts';
import { canRoll, type Workload, workloadsOf } from '../workload.ts';

/** Runs the workloads behind the pods under the service account. */
export function serviceAccountNameFix(pods: readonly Pod[], serviceAccount: string): Fix {
  return podSpecFix(
    pods,
    `Run the pods under service account ${serviceAccount}`,
    [`In the pod template: spec.serviceAccountName: ${serviceAccount}.`],
    (workload) => `kubectl set serviceaccount ${nameOf(workload)} ${quoteForShell(serviceAccount)}`,
  );
}

/** Takes the hand-written identity variables out of some containers, so that the webhook sets both. */
export function identityVariablesFix(pods: readonly Pod[], containers: readonly string[]): Fix {
  const [only] = containers;
  const selected = only !== undefined && containers.length === 1 ? ` -c ${quoteForShell(only)}` : '';
  return podSpecFix(
    pods,
    'Remove the hand-written AWS identity variables',
    ['The webhook adds neither variable to a container that has one of them already.'],
    (workload) => `kubectl set env ${nameOf(workload)}${selected} AWS_ROLE_ARN- AWS_WEB_IDENTITY_TOKEN_FILE-`,
  );
}

/** Takes away the label or the annotation by which the pods opted out of the webhook. */
export function optOutFix(pods: readonly Pod[], optOut: 'pod' | 'containers'): Fix {
  const path =
    optOut === 'pod'
      ? `/spec/template/metadata/labels/${SKIP_WEBHOOK_LABEL.replace('/', '~1')}`
      : `/spec/template/metadata/annotations/${SKIP_CONTAINERS_ANNOTATION.replace('/', '~1')}`;
  const patch = JSON.stringify([{ op: 'remove', path }]);
  return podSpecFix(
    pods,
    'Let the webhook see the pods',
    [
      `Remove ${optOut === 'pod' ? `label ${SKIP_WEBHOOK_LABEL}` : `annotation ${SKIP_CONTAINERS_ANNOTATION}`} from the pod template.`,
    ],
    (workload) => `kubectl patch ${nameOf(workload)} --type=json -p ${quoteForShell(patch)}`,
  );
}

function podSpecFix(
  pods: readonly Pod[],
  title: string,
  notes: readonly string[],
  change: (workload: Workload) => string,
): Fix {
  const namespace = quoteForShell(pods[0]?.namespace ?? 'default');
  const commands: readonly FixCommand[] = workloadsOf(pods)
    .filter(canRoll)
    .map((workload) => ({ tool: 'kubectl', text: `${change(workload)} -n ${namespace}` }));
  const byHand = 'Change the pod template where it is kept, too: chart or manifest.';
  return {
    kind: 'pod-spec',
    title,
    notes: [...notes, byHand],
    document: null,
    diff: null,
    commands,
    proof: null,
  };
}

function nameOf({ kind, name }: Workload): string {
  return `${kind}/${quoteForShell(name)}`;
}
