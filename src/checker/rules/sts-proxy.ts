import { proxyHint } from '../proxied-pods.ts';
import { symptomRule } from './symptom-rule.ts';

export const stsProxy = symptomRule({
  id: 'sts.proxy',
  layer: 'sts',
  title: 'A proxy between pod and STS does not let the call through',
  holds: 'No error says that a proxy stops the call to STS',
  details: ['sts-proxy'],
  explain: (situation, { stsHost }) => ({
    expected: `a way to ${stsHost ?? 'STS'}, port 443, through the proxy or past it`,
    actual: 'a proxy that refuses or does not answer, by the error',
    explanation: `The call went to a proxy and got no further, so nobody has looked at role or trust policy yet.${proxyHint(situation)} Let the proxy pass ${stsHost ?? 'STS'}, give the process its credentials for the proxy, or name the host in NO_PROXY where the pod can reach it directly.`,
  }),
});
