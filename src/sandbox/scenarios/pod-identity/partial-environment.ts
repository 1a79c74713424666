import { associated } from './associated.ts';

export const PARTIAL_POD_IDENTITY = associated({
  id: 'partial-pod-identity',
  title: 'The container sets the address of the agent itself, so that the webhook leaves the token out',
  breaks: 'pod-identity.partial-environment',
  namespace: 'geocoding',
  serviceAccount: 'lookup',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'lookup',
          image: 'registry.example/lookup:0.9.4',
          env: [
            { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
          ],
        },
      ],
    },
  }),
});
