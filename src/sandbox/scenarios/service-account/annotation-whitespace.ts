import { scenario } from '../scenario.ts';

export const ANNOTATION_WHITESPACE = scenario({
  id: 'annotation-whitespace',
  title: 'A YAML block scalar left a line break behind the role ARN',
  breaks: 'service-account.annotation-whitespace',
  namespace: 'ledger',
  serviceAccount: 'writer',
  workload: (roleArn) => ({ roleArn: `${roleArn}\n` }),
  error:
    'namespace=ledger serviceaccount=writer An error occurred (ValidationError) when calling the AssumeRoleWithWebIdentity operation: Request ARN is invalid',
});
