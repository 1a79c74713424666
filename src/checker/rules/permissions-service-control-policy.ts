import { callText, permissionRule } from './permission-rule.ts';

export const permissionsServiceControlPolicy = permissionRule({
  id: 'permissions.service-control-policy',
  title: 'A service control policy of the organisation refuses the call',
  holds: 'No service control policy is said to refuse the call',
  by: 'service-control-policy',
  explain: ({ call, read }) => ({
    expected: `${callText(call)} left open by the organisation`,
    actual:
      read.simulation.state === 'known'
        ? 'not allowed by the organisation, by the simulation'
        : 'refused by a service control policy, by the error',
    explanation: `The role itself is not what is in the way, and no change to it helps: a policy of the organisation applies to everybody in account ${call.accountId}. Ask those who run the organisation to let ${call.action} through; their policies cannot be read from here.`,
  }),
});
