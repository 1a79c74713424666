import { scenario } from '../scenario.ts';

export const ANNOTATION_KEY_KIAM = scenario({
  id: 'annotation-key-kiam',
  title: 'The role stands under the key that kiam and kube2iam read',
  breaks: 'service-account.annotation-key',
  namespace: 'media',
  serviceAccount: 'transcoder',
  workload: (roleArn) => ({ roleArn: null, annotations: { 'iam.amazonaws.com/role': roleArn } }),
});
