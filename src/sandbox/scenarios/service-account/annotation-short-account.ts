import { scenario } from '../scenario.ts';

export const ANNOTATION_SHORT_ACCOUNT = scenario({
  id: 'annotation-short-account',
  title: 'The account id in the annotation has lost a digit',
  breaks: 'service-account.annotation-malformed',
  namespace: 'mailer',
  serviceAccount: 'sender',
  workload: (roleArn) => ({ roleArn: roleArn.replace('::1', '::') }),
});
