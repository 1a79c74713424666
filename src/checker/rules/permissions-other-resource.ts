import { NO_EXACT_RESOURCE, permissionFix } from '../fixes/permission-fix.ts';
import { nameOfStatement } from '../permissions/weigh-policies.ts';
import { callText, permissionRule } from './permission-rule.ts';

export const permissionsOtherResource = permissionRule({
  id: 'permissions.other-resource',
  title: 'The application asks for another resource than the role may use',
  holds: 'The application asks for the resource that the role may use',
  by: 'other-resource',
  explain({ call, read, meant }) {
    const fix = permissionFix(call, read, [
      "Only if the error's resource is the right one: else correct the application's setting and leave the role as it is.",
    ]);
    const where = meant === null ? 'a policy of the role' : nameOfStatement(meant.statement);
    return {
      expected: `${call.action} on ${meant?.pattern ?? 'what the role may use'}`,
      actual: callText(call),
      explanation: `${where} allows the same action on a resource that differs only in its ${meant?.differsIn ?? 'name'}. Most likely one of the two is misspelt or belongs to another environment: compare the application's setting with the policy before you widen it.${fix === null ? ` ${NO_EXACT_RESOURCE}` : ''}`,
      fix,
    };
  },
});
