import { ROLE_ANNOTATION } from '../annotations.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { Fix, FixCommand } from '../vocabulary/fix.ts';
import { restartCommands } from './restart-pods-fix.ts';

/**
 * Writes the role annotation on the service account and creates the pods anew. `arn` is null where nothing says which role is meant: the
 * command then holds a name to replace. `wrongKey` is an annotation to take away.
 */
export function annotationFix(situation: Situation, arn: string | null, wrongKey: string | null = null): Fix {
  const { target, evidence } = situation;
  const annotations = knownOrNull(evidence.serviceAccount)?.annotations ?? {};
  const value = arn ?? placeholderArn(situation);
  const before = [ROLE_ANNOTATION, wrongKey].flatMap((key) =>
    key !== null && annotations[key] !== undefined ? [lineOf(key, annotations[key])] : [],
  );
  const account = `serviceaccount ${quoteForShell(target.serviceAccount)} -n ${quoteForShell(target.namespace)}`;
  const annotate: readonly FixCommand[] = [
    {
      tool: 'kubectl',
      text: `kubectl annotate ${account} ${quoteForShell(`${ROLE_ANNOTATION}=${value}`)} --overwrite`,
    },
    ...(wrongKey === null
      ? []
      : [{ tool: 'kubectl', text: `kubectl annotate ${account} ${quoteForShell(`${wrongKey}-`)}` } as const]),
  ];
  return {
    kind: 'annotation',
    title: `Annotate service account ${target.namespace}/${target.serviceAccount}`,
    notes: [
      ...(arn === null ? [`Put the ARN of the role in place of ${value}, exactly as IAM shows it.`] : []),
      'The pods have to be created anew afterwards. Change the annotation where it is kept, too: chart, manifest or Terraform.',
    ],
    document: null,
    diff: unifiedDiff(before.join('\n'), lineOf(ROLE_ANNOTATION, value), {
      before: 'annotations (now)',
      after: 'annotations (corrected)',
    }),
    commands: [...annotate, ...restartCommands(podsInQuestion(knownOrNull(evidence.pods) ?? [], target))],
    proof: null,
  };
}

/** JSON quoting makes white space and line ends visible. */
function lineOf(key: string, value: string | undefined): string {
  return `${key}: ${JSON.stringify(value)}`;
}

/** What a role's ARN looks like in the cluster's account and partition, with words to replace. */
export function placeholderArn({ target, evidence }: Situation): string {
  const partition = knownOrNull(evidence.cluster)?.arn.split(':')[1] ?? 'aws';
  return `arn:${partition}:iam::${target.accountId ?? 'ACCOUNT_ID'}:role/ROLE_NAME`;
}
