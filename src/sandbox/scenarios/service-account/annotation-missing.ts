import { scenario } from '../scenario.ts';

export const ANNOTATION_MISSING = scenario({
  id: 'annotation-missing',
  title: 'The service account has no role annotation',
  breaks: 'service-account.annotation-missing',
  namespace: 'catalog',
  serviceAccount: 'indexer',
  workload: () => ({ roleArn: null }),
  error:
    'namespace=catalog serviceaccount=indexer level=fatal msg="Unable to locate credentials. You can configure credentials by running "aws configure"."',
});
