import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { restartCommands } from './restart-pods-fix.ts';

/** On a service account: "false" has its pods ask the global STS. Source: amazon-eks-pod-identity-webhook, pkg/annotations.go. */
export const REGIONAL_STS_ANNOTATION = 'eks.amazonaws.com/sts-regional-endpoints';

/** Takes the annotation away that has the pods ask the global STS, and creates them anew. */
export function regionalStsFix({ target, evidence }: Situation): Fix {
  const account = `serviceaccount ${quoteForShell(target.serviceAccount)} -n ${quoteForShell(target.namespace)}`;
  return {
    kind: 'annotation',
    title: 'Let the pods ask STS of their own region',
    notes: [
      'The pods have to be created anew afterwards. Change the annotation where it is kept, too: chart, manifest or Terraform.',
    ],
    document: null,
    diff: unifiedDiff(`${REGIONAL_STS_ANNOTATION}: "false"`, '', {
      before: 'annotations (now)',
      after: 'annotations (corrected)',
    }),
    commands: [
      { tool: 'kubectl', text: `kubectl annotate ${account} ${REGIONAL_STS_ANNOTATION}-` },
      ...restartCommands(podsInQuestion(knownOrNull(evidence.pods) ?? [], target)),
    ],
    proof: null,
  };
}
