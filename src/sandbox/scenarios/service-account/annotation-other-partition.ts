import { scenario } from '../scenario.ts';

export const ANNOTATION_OTHER_PARTITION = scenario({
  id: 'annotation-other-partition',
  title: 'The annotation is the ARN of a role in China, the cluster is not there',
  breaks: 'service-account.annotation-other-partition',
  namespace: 'translations',
  serviceAccount: 'memory',
  workload: (roleArn) => ({ roleArn: roleArn.replace('arn:aws:', 'arn:aws-cn:') }),
});
