import { shellOption } from '../shell-quote.ts';
import { providerArnOf } from '../trust/provider-arn.ts';
import { symptomRule } from './symptom-rule.ts';

export const providerThumbprint = symptomRule({
  id: 'provider.thumbprint',
  layer: 'provider',
  title: "The provider's thumbprint is not that of the issuer's certificate",
  holds: "The provider's thumbprint is that of the issuer's certificate",
  details: ['thumbprint-mismatch'],
  explain({ request }) {
    return {
      expected: "the thumbprint of the certificate authority behind the issuer's keys",
      actual: 'another thumbprint, by the error',
      explanation:
        "STS compares the certificate of the issuer's host with the thumbprints of the provider, unless AWS knows its authority anyway. The certificate was renewed by another authority, or a thumbprint of the wrong certificate was noted: it is that of the topmost certificate of the chain. Trust policy and audience have no part in it.",
      ...(request === null
        ? {}
        : {
            fix: {
              kind: 'oidc-provider',
              title: "Note the new thumbprint of the issuer's certificate",
              notes: [
                'Put the SHA-1 thumbprint of the root certificate in place of THUMBPRINT, 40 hexadecimal digits without colons.',
                `Run it with credentials of account ${request.accountId}.`,
              ],
              document: null,
              diff: null,
              commands: [
                {
                  tool: 'aws',
                  text: `aws iam update-open-id-connect-provider-thumbprint ${shellOption('--open-id-connect-provider-arn', providerArnOf(request))} --thumbprint-list THUMBPRINT`,
                },
              ],
              proof: null,
            },
          }),
    };
  },
});
