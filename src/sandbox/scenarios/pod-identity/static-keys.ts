import { associated } from './associated.ts';

export const POD_IDENTITY_STATIC_KEYS = associated({
  id: 'pod-identity-static-keys',
  title: 'Static keys in the environment go before what Pod Identity offers',
  breaks: 'pod.static-keys',
  namespace: 'migrations',
  serviceAccount: 'mover',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'mover',
          image: 'registry.example/mover:4.2.0',
          env: [
            { name: 'AWS_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { name: 'old-keys', key: 'id' } } },
            {
              name: 'AWS_SECRET_ACCESS_KEY',
              valueFrom: { secretKeyRef: { name: 'old-keys', key: 'secret' } },
            },
          ],
        },
      ],
    },
  }),
});
