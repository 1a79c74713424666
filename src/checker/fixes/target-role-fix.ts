import { knownOrNull } from '../known.ts';
import { targetRoleRequest } from '../pod-identity.ts';
import { parseRoleArn } from '../role-arn.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { evaluateTargetTrust, targetStatement } from '../trust/pod-identity-target.ts';
import type { Fix } from '../vocabulary/fix.ts';

/**
 * Creates the target role of an association, trusting the association's own role for this association alone; null where too little is known, or
 * where the policy would not let it in.
 */
export function targetRoleFix(situation: Situation): Fix | null {
  const request = targetRoleRequest(situation);
  const role = parseRoleArn(knownOrNull(situation.evidence.association)?.targetRoleArn ?? '');
  if (request === null || role === null) return null;
  const document = { Version: '2012-10-17', Statement: [targetStatement(request)] };
  if (evaluateTargetTrust(document, request).decision !== 'allowed') return null;
  const options = [
    shellOption('--role-name', role.name),
    ...(role.path === '/' ? [] : [shellOption('--path', role.path)]),
    shellOption('--assume-role-policy-document', JSON.stringify(document)),
  ];
  return {
    kind: 'role',
    title: `Create role ${role.name}`,
    notes: [
      'If the role exists under another name, give the association that one for its target instead.',
      `Run it with credentials of account ${role.accountId}, and attach the policies that the workload needs.`,
      ...(role.accountId === request.first.accountId
        ? []
        : [`Role ${request.first.name} needs a policy that allows it to assume this one, too.`]),
    ],
    document,
    diff: null,
    commands: [{ tool: 'aws', text: `aws iam create-role ${options.join(' ')}` }],
    proof: null,
  };
}
