import { proxyHint } from '../proxied-pods.ts';
import { isGlobalSts } from './sts-global-endpoint.ts';
import { symptomRule } from './symptom-rule.ts';

export const stsUnreachable = symptomRule({
  id: 'sts.unreachable',
  layer: 'sts',
  title: 'STS cannot be reached from the pod',
  holds: 'STS can be reached from the pod',
  details: ['sts-unreachable'],
  explain(situation, { stsHost }) {
    const { target } = situation;
    if (isGlobalSts(stsHost)) return null;
    const host = stsHost ?? 'STS';
    const service = `com.amazonaws.${target.region ?? 'REGION'}.sts`;
    return {
      expected: `a connection to ${host}, port 443`,
      actual: 'no connection',
      explanation: `The network does not let the pod reach ${host}, so nobody has looked at role or trust policy yet.${proxyHint(situation)} In subnets without a way out it takes an interface endpoint ${service} with private DNS, or NAT; and security groups, network policies and a proxy's NO_PROXY have to let port 443 through.`,
    };
  },
});
