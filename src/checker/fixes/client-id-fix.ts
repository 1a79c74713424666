import { AUDIENCE_ANNOTATION, DEFAULT_AUDIENCE } from '../annotations.ts';
import { shellOption } from '../shell-quote.ts';
import type { OidcProvider } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Adds the tokens' audience to the provider's client ids. */
export function clientIdFix(provider: OidcProvider, audience: string): Fix {
  return {
    kind: 'client-id',
    title: `Add ${audience} to the provider's client ids`,
    notes: [
      'The client ids that are there stay.',
      ...(audience === DEFAULT_AUDIENCE
        ? []
        : [
            `Or remove annotation ${AUDIENCE_ANNOTATION} and create the pods anew: tokens are then made for ${DEFAULT_AUDIENCE}.`,
          ]),
    ],
    document: null,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws iam add-client-id-to-open-id-connect-provider ${shellOption('--open-id-connect-provider-arn', provider.arn)} ${shellOption('--client-id', audience)}`,
      },
    ],
    proof: null,
  };
}
