import { scenario } from '../scenario.ts';

export const TOKEN_VOLUME_TAKEN = scenario({
  id: 'token-volume-taken',
  title: 'The manifest has an empty volume called aws-iam-token',
  breaks: 'pod.token-volume-taken',
  namespace: 'lotteries',
  serviceAccount: 'drawer',
  workload: () => ({
    pod: {
      spec: { volumes: [{ name: 'aws-iam-token', emptyDir: {} }] },
      containers: [
        {
          name: 'drawer',
          image: 'registry.example/drawer:1.1.0',
          volumeMounts: [{ name: 'aws-iam-token', mountPath: '/tmp/aws' }],
        },
      ],
    },
  }),
});
