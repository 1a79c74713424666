import { refusal, scenario } from '../scenario.ts';

export const ROLE_CASE_DIFFERS = scenario({
  id: 'role-case-differs',
  title: 'The annotation writes the name of the role with capitals',
  breaks: 'role.arn-differs',
  namespace: 'orders',
  serviceAccount: 'worker',
  workload: (roleArn) => ({ roleArn: roleArn.replace('orders-worker', 'Orders-Worker') }),
  error: refusal('orders', 'worker'),
});
