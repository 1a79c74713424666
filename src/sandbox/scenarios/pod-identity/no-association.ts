import { scenario } from '../scenario.ts';
import { podIdentityTrust } from './associated.ts';

/** The pods were set up while there was one. */
export const NO_ASSOCIATION = scenario({
  id: 'no-association',
  title: 'The pods are set up for Pod Identity, and the association was deleted since',
  breaks: 'pod-identity.no-association',
  namespace: 'surveys',
  serviceAccount: 'taker',
  trustPolicy: () => podIdentityTrust(),
  workload: () => ({
    roleArn: null,
    pod: {
      containers: [
        {
          name: 'taker',
          image: 'registry.example/taker:3.2.0',
          env: [
            { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
            {
              name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
              value: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
            },
          ],
        },
      ],
    },
  }),
});
