import { scenario } from '../scenario.ts';

export const OWN_ROLE = scenario({
  id: 'own-role',
  title: 'The application has a role of its own in its settings, with a placeholder in it',
  breaks: 'application.own-role',
  namespace: 'couriers',
  serviceAccount: 'router',
  isTold: true,
  error:
    'namespace=couriers serviceaccount=router operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, api error ValidationError: Request ARN is invalid',
});
