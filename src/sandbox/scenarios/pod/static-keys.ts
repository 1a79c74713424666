import { scenario } from '../scenario.ts';

export const STATIC_KEYS = scenario({
  id: 'static-keys',
  title: 'Keys of a user stand beside the role, and win',
  breaks: 'pod.static-keys',
  namespace: 'photos',
  serviceAccount: 'resizer',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'resizer',
          image: 'registry.example/resizer:3.4.0',
          env: [
            {
              name: 'AWS_ACCESS_KEY_ID',
              valueFrom: { secretKeyRef: { name: 'photos-user', key: 'id' } },
            },
            {
              name: 'AWS_SECRET_ACCESS_KEY',
              valueFrom: { secretKeyRef: { name: 'photos-user', key: 'secret' } },
            },
          ],
        },
      ],
    },
  }),
});
