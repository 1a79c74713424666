import { permissionStatement } from '../fixes/permission-fix.ts';
import { callerArn } from '../permissions/next-role-trust.ts';
import { callText, permissionRule } from './permission-rule.ts';

export const permissionsResourcePolicy = permissionRule({
  id: 'permissions.resource-policy',
  title: "The resource's own policy does not let the role in",
  holds: "Nothing says that the resource's own policy refuses the role",
  by: 'resource-policy',
  explain({ call }, situation) {
    const caller = callerArn(situation, call);
    const statement = permissionStatement(call);
    return {
      expected: `Allow ${callText(call)} to ${caller}, in the policy of the resource`,
      actual: 'refused by a resource-based policy, by the error',
      explanation: `The bucket, queue, topic, secret or repository has a policy of its own, and in another account than the role's that has to allow it besides the role's policies. Its owner has to add a statement for role ${call.roleName}; that policy cannot be read from here.`,
      fix:
        statement === null
          ? null
          : {
              kind: 'permission',
              title: `Let role ${call.roleName} in, in the policy of the resource`,
              notes: [
                'Add this statement to what the policy of the resource holds already; do not replace the policy by it.',
                "If the resource is encrypted by a key of its own, the key's policy has to let the role in as well.",
              ],
              document: {
                Version: '2012-10-17',
                Statement: [{ ...statement, Principal: { AWS: caller } }],
              },
              diff: null,
              commands: [],
              proof: null,
            },
    };
  },
});
