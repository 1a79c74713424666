import { MAIN_ACCOUNT, PARTNER_ACCOUNT } from '../base-world.ts';
import { associated } from './associated.ts';

export const TAG_SESSION_DENIED = associated({
  id: 'tag-session-denied',
  title: 'The application goes on to another role, which does not take the session tags of Pod Identity',
  breaks: 'pod-identity.tag-session-denied',
  namespace: 'terraform',
  serviceAccount: 'planner',
  isTold: true,
  error: `namespace=terraform serviceaccount=planner User: arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/terraform-planner/eks-prod-eu-planner-9b2e is not authorized to perform: sts:TagSession on resource: arn:aws:iam::${PARTNER_ACCOUNT}:role/deploy`,
});
