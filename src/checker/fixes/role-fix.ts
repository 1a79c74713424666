import { parseRoleArn } from '../role-arn.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { templateTrustPolicy } from '../trust/template.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Creates the role that the annotation names, trusting this service account alone; null where the role or the issuer is not known. */
export function roleFix({ target, request }: Situation): Fix | null {
  const role = target.roleArn === null ? null : parseRoleArn(target.roleArn);
  if (role === null || request === null) return null;
  const document = templateTrustPolicy(request);
  const options = [
    shellOption('--role-name', role.name),
    ...(role.path === '/' ? [] : [shellOption('--path', role.path)]),
    shellOption('--assume-role-policy-document', JSON.stringify(document)),
  ];
  return {
    kind: 'role',
    title: `Create role ${role.name}`,
    notes: [
      'If the role exists under another name, correct the annotation instead.',
      `Run it with credentials of account ${request.accountId}, and attach the policies that the workload needs.`,
    ],
    document,
    diff: null,
    commands: [{ tool: 'aws', text: `aws iam create-role ${options.join(' ')}` }],
    proof: null,
  };
}
