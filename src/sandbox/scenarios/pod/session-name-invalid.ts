import { scenario } from '../scenario.ts';

export const SESSION_NAME_INVALID = scenario({
  id: 'session-name-invalid',
  title: 'AWS_ROLE_SESSION_NAME has characters that STS does not take',
  breaks: 'pod.session-name-invalid',
  namespace: 'reviews',
  serviceAccount: 'ranker',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'ranker',
          image: 'registry.example/ranker:3.4.0',
          env: [{ name: 'AWS_ROLE_SESSION_NAME', value: 'reviews/ranker v3' }],
        },
      ],
    },
  }),
});
