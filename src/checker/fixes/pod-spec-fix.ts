import { SKIP_CONTAINERS_ANNOTATION, SKIP_WEBHOOK_LABEL } from '../annotations.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { JsonObject } from '../trust/types.ts';
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
  return withoutVariablesFix(pods, containers, ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE']);
}

/** The same for the variables of Pod Identity. */
export function podIdentityVariablesFix(pods: readonly Pod[], containers: readonly string[]): Fix {
  return withoutVariablesFix(pods, containers, [
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  ]);
}

function withoutVariablesFix(
  pods: readonly Pod[],
  containers: readonly string[],
  variables: readonly string[],
): Fix {
  return podSpecFix(
    pods,
    'Remove the hand-written AWS identity variables',
    ['The webhook adds neither variable to a container that has one of them already.'],
    (workload) =>
      `kubectl set env ${nameOf(workload)}${selection(containers)} ${variables.map((name) => `${name}-`).join(' ')}`,
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

/** Takes variables out of the pod template, where these containers have them. */
export function removeVariablesFix(
  pods: readonly Pod[],
  containers: readonly string[],
  names: readonly string[],
  notes: readonly string[],
): Fix {
  return podSpecFix(
    pods,
    `Remove ${names.join(' and ')} from the containers`,
    notes,
    (workload) =>
      `kubectl set env ${nameOf(workload)}${selection(containers)} ${names.map((name) => `${name}-`).join(' ')}`,
  );
}

/** Sets a variable in the pod template. */
export function setVariableFix(
  pods: readonly Pod[],
  containers: readonly string[],
  name: string,
  value: string,
): Fix {
  return podSpecFix(
    pods,
    `Set ${name} in the containers`,
    [`The value is ${value}.`],
    (workload) =>
      `kubectl set env ${nameOf(workload)}${selection(containers)} ${quoteForShell(`${name}=${value}`)}`,
  );
}

/** Merges something into the pod template's spec, as `kubectl patch` does. */
export function patchSpecFix(
  pods: readonly Pod[],
  title: string,
  spec: JsonObject,
  notes: readonly string[],
): Fix {
  const patch = quoteForShell(JSON.stringify({ spec: { template: { spec } } }));
  return podSpecFix(pods, title, notes, (workload) => `kubectl patch ${nameOf(workload)} -p ${patch}`);
}

function selection(containers: readonly string[]): string {
  const [only] = containers;
  return only !== undefined && containers.length === 1 ? ` -c ${quoteForShell(only)}` : '';
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
