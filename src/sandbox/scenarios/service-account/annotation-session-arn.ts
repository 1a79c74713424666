import { MAIN_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const ANNOTATION_SESSION_ARN = scenario({
  id: 'annotation-session-arn',
  title: 'The annotation holds the ARN of a session instead of the role',
  breaks: 'service-account.annotation-malformed',
  namespace: 'notify',
  serviceAccount: 'push',
  workload: () => ({ roleArn: `arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/notify-push/console` }),
});
