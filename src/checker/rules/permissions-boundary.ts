import { boundaryFix } from '../fixes/boundary-fix.ts';
import { permissionStatement } from '../fixes/permission-fix.ts';
import { explainUnreadable, knownOrNull } from '../known.ts';
import { nameOfStatement, weighPolicies } from '../permissions/weigh-policies.ts';
import { callText, permissionRule } from './permission-rule.ts';

export const permissionsBoundary = permissionRule({
  id: 'permissions.boundary',
  title: "The role's permissions boundary does not allow the call",
  holds: "The role's permissions boundary allows the call",
  by: 'boundary',
  explain({ call, read }) {
    const boundary = knownOrNull(read.boundary);
    const statement = permissionStatement(call);
    const weighed = boundary === null ? null : weighPolicies([boundary], call.action, call.resource);
    const deny = weighed?.deny ?? null;
    const isMissing = deny === null && weighed?.allows !== 'true';
    const fix =
      boundary === null || statement === null || !isMissing ? null : boundaryFix(boundary, statement);
    const who = boundary?.name ?? `of role ${call.roleName}`;
    return {
      expected: `Allow ${callText(call)} in permissions boundary ${who}`,
      actual:
        deny === null ? 'no statement of it allows the call' : `${nameOfStatement(deny.statement)} denies it`,
      explanation:
        `A role may do only what both its policies and its boundary allow, and here it is the boundary that is in the way. ${whatToDo(deny !== null, fix !== null)} ${read.boundary.state === 'unreadable' ? explainUnreadable(read.boundary) : ''}`.trim(),
      fix,
    };
  },
});

function whatToDo(isDenied: boolean, hasFix: boolean): string {
  if (isDenied) return 'Somebody denied it there on purpose: ask them before it is changed.';
  return hasFix
    ? 'It is often shared by many roles, so whoever set it has to agree to extend it.'
    : 'Ask whoever set it to extend it by exactly this action and resource.';
}
