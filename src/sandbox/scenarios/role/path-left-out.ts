import { refusal, scenario } from '../scenario.ts';

export const ROLE_PATH_LEFT_OUT = scenario({
  id: 'role-path-left-out',
  title: 'The annotation leaves the path of the role out',
  breaks: 'role.arn-differs',
  namespace: 'fraud',
  serviceAccount: 'scorer',
  role: { path: '/risk/' },
  workload: (roleArn) => ({ roleArn: roleArn.replace('/risk/', '/') }),
  error: refusal('fraud', 'scorer'),
});
