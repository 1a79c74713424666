import { NO_EXACT_RESOURCE, permissionFix } from '../fixes/permission-fix.ts';
import { callText, permissionRule } from './permission-rule.ts';

export const permissionsPassRole = permissionRule({
  id: 'permissions.pass-role',
  title: 'The role may not pass on the role that it gives to what it creates',
  holds: 'The role may pass on the role that it gives to what it creates',
  by: 'pass-role',
  explain({ call, read }) {
    const fix = permissionFix(call, read, [
      'Add a condition on iam:PassedToService, if you know which service gets the role.',
    ]);
    return {
      expected: `Allow ${callText(call)}`,
      actual: `no policy of role ${call.roleName} allows it`,
      explanation: `The application creates something that gets a role of its own, an instance, a function or a task, and whoever creates it has to be allowed to pass that role on. Allow it for this role alone: who may pass every role can become any of them.${fix === null ? ` ${NO_EXACT_RESOURCE}` : ''}`,
      fix,
    };
  },
});
