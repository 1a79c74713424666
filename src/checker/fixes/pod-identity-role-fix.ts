import { podIdentityRequest } from '../pod-identity.ts';
import { parseRoleArn } from '../role-arn.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { podIdentityStatement } from '../trust/pod-identity.ts';
import type { DescribedAssociation } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Creates the role that an association names, for this service account alone; null where the cluster is not known. */
export function podIdentityRoleFix(situation: Situation, association: DescribedAssociation): Fix | null {
  const role = parseRoleArn(association.roleArn);
  const request = podIdentityRequest(situation);
  if (role === null || request === null) return null;
  const document = { Version: '2012-10-17', Statement: [podIdentityStatement(request)] };
  const options = [
    shellOption('--role-name', role.name),
    ...(role.path === '/' ? [] : [shellOption('--path', role.path)]),
    shellOption('--assume-role-policy-document', JSON.stringify(document)),
  ];
  return {
    kind: 'role',
    title: `Create role ${role.name}`,
    notes: [
      `If the role exists under another name, give association ${association.id} that one instead.`,
      `Run it with credentials of account ${role.accountId}, and attach the policies that the workload needs.`,
    ],
    document,
    diff: null,
    commands: [{ tool: 'aws', text: `aws iam create-role ${options.join(' ')}` }],
    proof: null,
  };
}
