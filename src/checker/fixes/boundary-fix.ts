import { shellOption } from '../shell-quote.ts';
import { isList, isObject, member } from '../trust/document/json.ts';
import { withMember } from '../trust/mend/members.ts';
import type { JsonObject, JsonValue } from '../trust/types.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { PermissionsPolicy } from '../vocabulary/denied-call.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Adds one statement to a permissions boundary; null for one of AWS' own, which nobody can change, and for a document that is none. */
export function boundaryFix(boundary: PermissionsPolicy, statement: JsonObject): Fix | null {
  const [, , , , owner] = (boundary.arn ?? '').split(':');
  const document = parsed(boundary.document);
  if (boundary.arn === null || owner === 'aws' || document === null) return null;
  const written = member(document, 'Statement') ?? [];
  const statements = isList(written) ? written : [written];
  const extended = withMember(document, 'Statement', [...statements, statement]);
  return {
    kind: 'permission',
    title: `Extend the permissions boundary ${boundary.name}`,
    notes: [
      'It bounds every role that has it, so whoever set it has to agree.',
      'A policy keeps five versions: delete one first if it has as many.',
    ],
    document: extended,
    diff: unifiedDiff(pretty(document), pretty(extended), {
      before: 'permissions boundary (now)',
      after: 'permissions boundary (extended)',
    }),
    commands: [
      {
        tool: 'aws',
        text: `aws iam create-policy-version ${shellOption('--policy-arn', boundary.arn)} ${shellOption('--policy-document', JSON.stringify(extended))} --set-as-default`,
      },
    ],
    proof: null,
  };
}

function parsed(text: string): JsonObject | null {
  try {
    const value: JsonValue = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function pretty(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}
