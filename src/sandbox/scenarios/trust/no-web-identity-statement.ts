import { serviceTrust } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const NO_WEB_IDENTITY_STATEMENT = scenario({
  id: 'no-web-identity-statement',
  title: 'The role trusts EC2 instances and no web identity',
  breaks: 'trust.no-web-identity-statement',
  namespace: 'gateway',
  serviceAccount: 'ingress',
  trustPolicy: () => serviceTrust('ec2.amazonaws.com'),
});
