import { hclOfJson, hclString } from '../hcl.ts';
import type { TargetPermission } from '../pod-identity.ts';
import { shellOption } from '../shell-quote.ts';
import type { Fix } from '../vocabulary/fix.ts';

const POLICY_NAME = 'pod-identity-target-role';

/** Lets the association's role take the target role, and no other. */
export function targetPermissionFix({ first, targetArn }: TargetPermission, actions: readonly string[]): Fix {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: [...actions], Resource: targetArn }],
  };
  return {
    kind: 'permission',
    title: `Allow role ${first.name} to assume the target role`,
    notes: [
      `An inline policy that is called ${POLICY_NAME} already would be replaced.`,
      `Run it with credentials of account ${first.accountId}.`,
    ],
    document,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws iam put-role-policy ${shellOption('--role-name', first.name)} --policy-name ${POLICY_NAME} ${shellOption('--policy-document', JSON.stringify(document))}`,
      },
      {
        tool: 'terraform',
        text: [
          'resource "aws_iam_role_policy" "pod_identity_target_role" {',
          `  name   = ${hclString(POLICY_NAME)}`,
          `  role   = ${hclString(first.name)}`,
          `  policy = jsonencode(${hclOfJson(JSON.stringify(document, null, 2)).replaceAll('\n', '\n  ')})`,
          '}',
        ].join('\n'),
      },
    ],
    proof: null,
  };
}
