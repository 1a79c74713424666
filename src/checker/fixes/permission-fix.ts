import { hclOfJson, hclString } from '../hcl.ts';
import { knownOrNull } from '../known.ts';
import type { DeniedCall } from '../permissions/denied-call.ts';
import { asPolicyText, exactResource } from '../permissions/exact-resource.ts';
import { shellOption } from '../shell-quote.ts';
import type { JsonObject } from '../trust/types.ts';
import type { DeniedCallEvidence } from '../vocabulary/denied-call.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Why no statement can be offered: it would need a wildcard. */
export const NO_EXACT_RESOURCE =
  'No statement is proposed, because the error does not name one whole resource and a wildcard would allow more than was asked for.';

/** The smallest statement that allows the refused call, and nothing else; null where the error does not name one whole resource. */
export function permissionStatement({ action, resource }: DeniedCall): JsonObject | null {
  const exact = exactResource(resource);
  return exact === null ? null : { Effect: 'Allow', Action: action, Resource: asPolicyText(exact) };
}

/** Gives the role an inline policy with that one statement; null where none can be offered. */
export function permissionFix(
  call: DeniedCall,
  read: DeniedCallEvidence,
  notes: readonly string[] = [],
): Fix | null {
  const statement = permissionStatement(call);
  if (statement === null) return null;
  const document: JsonObject = { Version: '2012-10-17', Statement: [statement] };
  const text = JSON.stringify(document);
  const name = policyName(call, read);
  const role = call.roleName;
  return {
    kind: 'permission',
    title: `Allow role ${role} ${call.action} on this one resource`,
    notes: [
      ...notes,
      'It allows exactly the action and the resource of the error: look at what the application needs besides before you save it.',
      ...(read.policies.state === 'known'
        ? []
        : [`An inline policy that is called ${name} already would be replaced.`]),
      `Run it with credentials of account ${call.accountId}.`,
    ],
    document,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws iam put-role-policy ${shellOption('--role-name', role)} ${shellOption('--policy-name', name)} ${shellOption('--policy-document', text)}`,
      },
      {
        tool: 'terraform',
        text: [
          `resource "aws_iam_role_policy" "${name.replace(/\W/g, '_').toLowerCase()}" {`,
          `  name   = ${hclString(name)}`,
          `  role   = ${hclString(role)}`,
          `  policy = jsonencode(${hclOfJson(JSON.stringify(document, null, 2)).replaceAll('\n', '\n  ')})`,
          '}',
        ].join('\n'),
      },
    ],
    proof: null,
  };
}

/** A name that no inline policy of the role has, as far as they are known: saving one of the same name would replace it. */
function policyName({ action, resource }: DeniedCall, { policies }: DeniedCallEvidence): string {
  const taken = new Set((knownOrNull(policies)?.policies ?? []).map(({ name }) => name));
  const what = (resource ?? '')
    .split(':')
    .slice(5)
    .join('-')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 60);
  const wanted = `allow-${action.replace(':', '-')}-${what}`.replace(/-+$/, '');
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
  return name;
}
