import { knownOrNull } from '../known.ts';
import { callText, permissionRule } from './permission-rule.ts';
import type { Rule } from './rule.ts';

const rule = permissionRule({
  id: 'permissions.session-policy',
  title: "The policy of the role's session refuses the call",
  holds: 'No session policy is said to refuse the call',
  by: 'session-policy',
  explain: ({ call }) => ({
    expected: `${callText(call)} allowed by the session's policy`,
    actual: 'refused by a session policy, by the error',
    explanation: `Whoever assumed role ${call.roleName} passed a policy along that narrows what this session may do. Web identity as pods have it passes none, so look for Policy or PolicyArns where the application or its SDK assumes a role, and extend it there; the role needs no change.`,
  }),
});

/** Where an association carries the session's policy, that is what a rule of Pod Identity names. */
export const permissionsSessionPolicy: Rule = {
  ...rule,
  concerns: (situation) =>
    rule.concerns?.(situation) === true && knownOrNull(situation.evidence.association)?.sessionPolicy == null,
};
