import { NO_EXACT_RESOURCE, permissionFix } from '../fixes/permission-fix.ts';
import { nextRoleTrust } from '../permissions/next-role-trust.ts';
import { callText, permissionRule } from './permission-rule.ts';

export const permissionsSecondHop = permissionRule({
  id: 'permissions.second-hop',
  title: 'The role may not assume the next role',
  holds: 'The role may assume the next role',
  by: 'second-hop',
  explain({ call, read }, situation) {
    const fix = permissionFix(call, read);
    const trust = nextRoleTrust(situation, call)?.decision ?? null;
    const other =
      trust === null
        ? 'Whether the next role trusts this one could not be read.'
        : trust === 'allowed'
          ? 'The next role trusts this one already.'
          : 'The next role does not let this one in either, which has to be mended as well.';
    return {
      expected: `Allow ${callText(call)}`,
      actual: `no policy of role ${call.roleName} allows it`,
      explanation: `Getting the first role works; what fails is the step from role ${call.roleName} to the next one. It takes both: a policy of the first role that allows ${call.action}, and the second role's trust. ${other}${fix === null ? ` ${NO_EXACT_RESOURCE}` : ''}`,
      fix,
    };
  },
});
