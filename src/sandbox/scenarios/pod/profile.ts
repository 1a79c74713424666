import { scenario } from '../scenario.ts';

export const PROFILE = scenario({
  id: 'profile',
  title: 'A profile from a mounted file may win over the role',
  breaks: 'pod.profile',
  namespace: 'ledgers',
  serviceAccount: 'auditor',
  verdict: 'at-risk',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'auditor',
          image: 'registry.example/auditor:3.4.0',
          env: [{ name: 'AWS_PROFILE', value: 'legacy' }],
        },
      ],
    },
  }),
});
