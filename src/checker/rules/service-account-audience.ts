import { AUDIENCE_ANNOTATION, DEFAULT_AUDIENCE } from '../annotations.ts';
import { audienceFix } from '../fixes/audience-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import type { Situation } from '../situation.ts';
import type { Rule } from './rule.ts';
import { trustFaults } from './trust-cause.ts';

export const serviceAccountAudience: Rule = {
  id: 'service-account.audience',
  layer: 'service-account',
  title: 'The service account asks for tokens of an audience that AWS does not accept',
  holds: 'AWS accepts the audience that the service account asks for',
  needs: ['serviceAccount'],
  concerns: ({ evidence }) =>
    knownOrNull(evidence.serviceAccount)?.annotations[AUDIENCE_ANNOTATION] !== undefined,
  check(situation) {
    const audience = knownValue(situation.evidence.serviceAccount).annotations[AUDIENCE_ANNOTATION] ?? '';
    const refusal = refusalOf(situation, audience);
    if (refusal === null) return { status: 'pass', actual: audience };
    return {
      status: 'fail',
      expected: DEFAULT_AUDIENCE,
      actual: audience,
      explanation: `Annotation ${AUDIENCE_ANNOTATION} has the tokens made for ${audience}, but ${refusal}. Unless something else needs that audience, remove the annotation and create the pods anew; the usual one is right in every partition.`,
      fix: audienceFix(situation, audience),
    };
  },
};

/** Whether the annotation's audience is what provider or trust policy refuse, so that their own rules need not speak of it. */
export function isRefusedForAnnotation(situation: Situation): boolean {
  const audience = knownOrNull(situation.evidence.serviceAccount)?.annotations[AUDIENCE_ANNOTATION];
  return audience !== undefined && refusalOf(situation, audience) !== null;
}

function refusalOf({ evidence, target, trust }: Situation, audience: string): string | null {
  if (audience === DEFAULT_AUDIENCE || target.audience !== audience.trim()) return null;
  const provider = knownOrNull(evidence.provider);
  if (provider !== null && !provider.clientIds.includes(target.audience)) {
    return `the provider's client ids are ${provider.clientIds.join(', ') || 'none'}`;
  }
  const [fault] = trust === null ? [] : trustFaults(trust);
  return fault?.rule === 'trust.audience-mismatch'
    ? `the trust policy accepts ${fault.condition?.wanted.join(', ')} only`
    : null;
}
