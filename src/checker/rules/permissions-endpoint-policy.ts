import { callText, permissionRule } from './permission-rule.ts';

export const permissionsEndpointPolicy = permissionRule({
  id: 'permissions.endpoint-policy',
  title: 'The policy of a VPC endpoint refuses the call',
  holds: 'No endpoint policy is said to refuse the call',
  by: 'endpoint-policy',
  explain: ({ call }) => ({
    expected: `${callText(call)} allowed by the endpoint`,
    actual: 'refused by a VPC endpoint policy, by the error',
    explanation: `The call went through an endpoint of the pod's VPC whose policy does not let it pass; from elsewhere the same role may do it. Extend the policy of the endpoint for service ${call.action.split(':')[0]} by ${call.action} on this resource. Endpoints are not read from here.`,
  }),
});
