import { proxyHint } from '../proxied-pods.ts';
import { symptomRule } from './symptom-rule.ts';

export const stsCertificate = symptomRule({
  id: 'sts.certificate',
  layer: 'sts',
  title: 'The certificate that answers for STS is not trusted',
  holds: 'The certificate of STS is trusted',
  details: ['sts-certificate'],
  explain: (situation, { stsHost }) => ({
    expected: `a certificate of ${stsHost ?? 'STS'} that the container trusts`,
    actual: 'a certificate from an unknown authority',
    explanation: `Either something between pod and STS opens the connection, such as a proxy that inspects TLS, or the image has no certificate authorities.${proxyHint(situation)} Put the authority of the proxy into the image, except STS from the inspection, or install the certificate bundle.`,
  }),
});
