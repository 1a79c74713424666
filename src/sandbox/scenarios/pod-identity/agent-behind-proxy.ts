import { associated } from './associated.ts';

export const AGENT_BEHIND_PROXY = associated({
  id: 'agent-behind-proxy',
  title: 'The container sends everything through a proxy, the Pod Identity agent not excepted',
  breaks: 'pod-identity.agent-behind-proxy',
  verdict: 'at-risk',
  namespace: 'crawler',
  serviceAccount: 'fetcher',
  workload: () => ({
    pod: {
      containers: [
        {
          name: 'fetcher',
          image: 'registry.example/fetcher:7.0.3',
          env: [{ name: 'HTTP_PROXY', value: 'http://proxy.internal:3128' }],
        },
      ],
    },
  }),
});
