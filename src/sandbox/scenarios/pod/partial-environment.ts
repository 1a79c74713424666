import { scenario } from '../scenario.ts';

export const PARTIAL_ENVIRONMENT = scenario({
  id: 'partial-environment',
  title: 'The container sets the role itself, so that the webhook leaves the token file out',
  breaks: 'pod.partial-environment',
  namespace: 'audit',
  serviceAccount: 'shipper',
  workload: (roleArn) => ({
    pod: {
      containers: [
        {
          name: 'shipper',
          image: 'registry.example/shipper:2.0.1',
          env: [{ name: 'AWS_ROLE_ARN', value: roleArn }],
        },
      ],
    },
  }),
});
