import { scenario } from '../scenario.ts';

export const STS_PROXY = scenario({
  id: 'sts-proxy',
  title: 'The proxy of the company asks for a password, which the pod does not have',
  breaks: 'sts.proxy',
  namespace: 'subsidiaries',
  serviceAccount: 'exporter',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'exporter',
          image: 'registry.example/exporter:2.0.9',
          env: [{ name: 'HTTPS_PROXY', value: 'http://proxy.internal:3128' }],
        },
      ],
    },
  }),
  isTold: true,
  error:
    'namespace=subsidiaries serviceaccount=exporter WebIdentityErr: failed to retrieve credentials caused by: RequestError: send request failed caused by: Post "https://sts.eu-west-1.amazonaws.com/": Proxy Authentication Required',
});
