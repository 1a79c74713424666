import { isRefusedForAnnotation } from './service-account-audience.ts';
import { differenceIn, statementName, trustRule } from './trust-rule.ts';

export const trustAudienceMismatch = trustRule({
  id: 'trust.audience-mismatch',
  title: 'The trust policy asks for another audience',
  holds: "The trust policy accepts the token's audience",
  follows: (situation) =>
    isRefusedForAnnotation(situation)
      ? 'The audience comes from an annotation of the service account.'
      : null,
  explain: (fault, { request }) => {
    const isSwapped = fault.condition?.faults.includes('swapped-sub-and-aud') ?? false;
    return {
      expected: request.audience,
      actual: fault.condition?.wanted.join(', ') ?? '',
      explanation: isSwapped
        ? `In ${statementName(fault)} the condition on :aud holds a subject. The audience of the token is ${request.audience}; the service account belongs under :sub.`
        : `${statementName(fault)} accepts other audiences than the token's${differenceIn(fault.condition?.differences ?? [])}. The pods' tokens are made for ${request.audience}, in every partition and region the same unless an annotation says otherwise.`,
    };
  },
});
