import type { Hazard } from '../trust/types.ts';
import type { Rule } from './rule.ts';
import { contextOf } from './trust-rule.ts';

export const trustTooBroad: Rule = {
  id: 'trust.too-broad',
  layer: 'trust-policy',
  title: 'The trust policy lets in more than it should',
  holds: 'The trust policy lets in no more than it should',
  needs: ['role', 'issuer'],
  check(situation) {
    const about = contextOf(situation);
    if (about === null) return { status: 'skipped', explanation: 'The request to STS is not known.' };
    // Without :aud the provider's client ids still hold the audience, and older roles by eksctl are all like that.
    const hazards = about.trust.hazards.filter((hazard) => hazard.kind !== 'no-audience');
    const [first] = hazards;
    if (first === undefined) return { status: 'pass' };
    return {
      status: 'warn',
      expected: about.request.subject,
      actual: [...new Set(hazards.map((hazard) => WHAT_IT_LETS_IN[hazard.kind]))].join('; '),
      explanation: `${first.message.replace(/\.$/, '')}. Whoever can make a pod or a service account there can take the role: name the service accounts that need it one by one.`,
    };
  },
};

const WHAT_IT_LETS_IN: Readonly<Record<Hazard['kind'], string>> = {
  'no-subject': 'every service account of the cluster',
  'no-audience': 'tokens for every audience of the provider',
  'wildcard-namespace': 'service accounts of more than one namespace, by a wildcard',
  'wildcard-service-account': 'more than one service account of the namespace, by a wildcard',
  'for-all-values': 'tokens without the key, by ForAllValues',
  'if-exists': 'tokens without the key, by IfExists',
  'negated-subject': 'every service account but those that are named',
};
