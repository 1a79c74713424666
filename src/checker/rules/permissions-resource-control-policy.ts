import { callText, permissionRule } from './permission-rule.ts';

export const permissionsResourceControlPolicy = permissionRule({
  id: 'permissions.resource-control-policy',
  title: 'A resource control policy of the organisation refuses the call',
  holds: 'No resource control policy is said to refuse the call',
  by: 'resource-control-policy',
  explain: ({ call }) => ({
    expected: `${callText(call)} left open by the organisation that owns the resource`,
    actual: 'refused by a resource control policy, by the error',
    explanation: `The policy guards resources of the organisation that owns this one, whatever their own policies and those of role ${call.roleName} say. Ask those who run that organisation; such policies cannot be read from here, and the policy simulator leaves them out.`,
  }),
});
