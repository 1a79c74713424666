import { scenario } from '../scenario.ts';

export const ANNOTATION_KEY_UNDERSCORE = scenario({
  id: 'annotation-key-underscore',
  title: 'The annotation key is written role_arn',
  breaks: 'service-account.annotation-key',
  namespace: 'gallery',
  serviceAccount: 'thumbnails',
  workload: (roleArn) => ({ roleArn: null, annotations: { 'eks.amazonaws.com/role_arn': roleArn } }),
});
