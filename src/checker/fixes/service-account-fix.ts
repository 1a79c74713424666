import { ROLE_ANNOTATION } from '../annotations.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Creates the service account, with its annotation where the role is known. */
export function serviceAccountFix({ target }: Situation): Fix {
  const name = `${quoteForShell(target.serviceAccount)} -n ${quoteForShell(target.namespace)}`;
  return {
    kind: 'service-account',
    title: `Create service account ${target.namespace}/${target.serviceAccount}`,
    notes: [
      'If the workload means another service account, correct serviceAccountName in its pod template instead.',
    ],
    document: null,
    diff: null,
    commands: [
      { tool: 'kubectl', text: `kubectl create serviceaccount ${name}` },
      ...(target.roleArn === null
        ? []
        : [
            {
              tool: 'kubectl',
              text: `kubectl annotate serviceaccount ${name} ${quoteForShell(`${ROLE_ANNOTATION}=${target.roleArn}`)}`,
            } as const,
          ]),
    ],
    proof: null,
  };
}
