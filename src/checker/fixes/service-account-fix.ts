import { ROLE_ANNOTATION } from '../annotations.ts';
import { quoteForShell } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { placeholderArn } from './annotation-fix.ts';

/** Creates the service account with its annotation, which holds a word to replace where the role is not known. */
export function serviceAccountFix(situation: Situation): Fix {
  const { target } = situation;
  const role = target.roleArn ?? placeholderArn(situation);
  const name = `${quoteForShell(target.serviceAccount)} -n ${quoteForShell(target.namespace)}`;
  return {
    kind: 'service-account',
    title: `Create service account ${target.namespace}/${target.serviceAccount}`,
    notes: [
      ...(target.roleArn === null
        ? [`Put the ARN of the role in place of ${role}, exactly as IAM shows it.`]
        : []),
      'If the workload means another service account, correct serviceAccountName in its pod template instead.',
    ],
    document: null,
    diff: null,
    commands: [
      { tool: 'kubectl', text: `kubectl create serviceaccount ${name}` },
      {
        tool: 'kubectl',
        text: `kubectl annotate serviceaccount ${name} ${quoteForShell(`${ROLE_ANNOTATION}=${role}`)}`,
      },
    ],
    proof: null,
  };
}
