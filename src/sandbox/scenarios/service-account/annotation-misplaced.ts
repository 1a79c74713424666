import { scenario } from '../scenario.ts';

export const ANNOTATION_MISPLACED = scenario({
  id: 'annotation-misplaced',
  title: 'The role annotation stands on the pods, not on the service account',
  breaks: 'service-account.annotation-misplaced',
  namespace: 'search',
  serviceAccount: 'reindex',
  workload: (roleArn) => ({
    roleArn: null,
    pod: { annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
  }),
});
