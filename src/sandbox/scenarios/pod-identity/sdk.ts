import { associated } from './associated.ts';

export const SDK_REFUSES_AGENT = associated({
  id: 'sdk-refuses-agent',
  title: 'The application has an SDK from before Pod Identity, which refuses the address of the agent',
  breaks: 'pod-identity.sdk-refuses-agent',
  namespace: 'atlantis',
  serviceAccount: 'server',
  isTold: true,
  error:
    'namespace=atlantis serviceaccount=server Error: error configuring Terraform AWS Provider: loading configuration: invalid endpoint host, "169.254.170.23", only loopback hosts are allowed',
});

export const POD_IDENTITY_SDK_TOO_OLD = associated({
  id: 'pod-identity-sdk-too-old',
  title: 'The image is an AWS CLI from before Pod Identity',
  breaks: 'pod-identity.sdk-too-old',
  verdict: 'at-risk',
  namespace: 'housekeeping',
  serviceAccount: 'pruner',
  workload: () => ({
    pod: { containers: [{ name: 'pruner', image: 'registry.example/mirror/aws-cli:2.13.4' }] },
  }),
});
