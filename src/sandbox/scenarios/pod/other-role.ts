import { MAIN_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

/** Both variables are written by hand, so the webhook adds neither. */
export const OTHER_ROLE = scenario({
  id: 'other-role',
  title: 'The container sets another role than the annotation',
  breaks: 'pod.other-role',
  namespace: 'sync',
  serviceAccount: 'agent',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'agent',
          image: 'registry.example/agent:5.1.0',
          env: [
            { name: 'AWS_ROLE_ARN', value: `arn:aws:iam::${MAIN_ACCOUNT}:role/sync-agent-2024` },
            {
              name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
              value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
            },
          ],
        },
      ],
    },
  }),
});
