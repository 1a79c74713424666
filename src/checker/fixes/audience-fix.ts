import { AUDIENCE_ANNOTATION, DEFAULT_AUDIENCE } from '../annotations.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { restartCommands } from './restart-pods-fix.ts';

/** Takes the annotation with an audience of its own away, so that tokens are made for AWS's usual one. */
export function audienceFix({ target, evidence }: Situation, audience: string): Fix {
  const account = `serviceaccount ${quoteForShell(target.serviceAccount)} -n ${quoteForShell(target.namespace)}`;
  return {
    kind: 'annotation',
    title: `Let the tokens be made for ${DEFAULT_AUDIENCE}`,
    notes: [
      'The pods have to be created anew afterwards. Change the annotation where it is kept, too: chart, manifest or Terraform.',
      `If something else needs ${audience}, add it to the provider's client ids and to the trust policy instead.`,
    ],
    document: null,
    diff: unifiedDiff(`${AUDIENCE_ANNOTATION}: ${JSON.stringify(audience)}`, '', {
      before: 'annotations (now)',
      after: 'annotations (corrected)',
    }),
    commands: [
      { tool: 'kubectl', text: `kubectl annotate ${account} ${AUDIENCE_ANNOTATION}-` },
      ...restartCommands(podsInQuestion(knownOrNull(evidence.pods) ?? [], target)),
    ],
    proof: null,
  };
}
