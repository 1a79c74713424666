import { callerArn } from '../permissions/next-role-trust.ts';
import { callText, permissionRule } from './permission-rule.ts';

export const permissionsKeyPolicy = permissionRule({
  id: 'permissions.key-policy',
  title: 'The policy of the KMS key does not let the role in',
  holds: 'Nothing says that the policy of a KMS key refuses the role',
  by: 'key-policy',
  explain({ call, read }, situation) {
    const caller = callerArn(situation, call);
    const fromRole =
      read.simulation.state === 'known'
        ? `The policies of role ${call.roleName} allow the call, so it is the key's policy that is left.`
        : "The error names the key's policy.";
    return {
      expected: `Allow ${callText(call)} to ${caller}, in the key's policy`,
      actual: "refused by the key's policy",
      explanation: `${fromRole} A key takes no notice of what a role may do unless its own policy says so; services such as S3, Secrets Manager and EBS call it in the role's name. Add role ${call.roleName} to the key's policy, or give it a grant. Keys are not read from here.`,
      fix: {
        kind: 'permission',
        title: `Let role ${call.roleName} use the key, in the key's policy`,
        notes: [
          "Add this statement to the key's policy, which holds others that must stay. In a key's policy * means this key alone.",
        ],
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: caller }, Action: call.action, Resource: '*' }],
        },
        diff: null,
        commands: [],
        proof: null,
      },
    };
  },
});
