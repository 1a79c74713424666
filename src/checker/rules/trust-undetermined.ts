import type { Rule } from './rule.ts';
import { trustFaults } from './trust-cause.ts';
import { contextOf, statementName } from './trust-rule.ts';

export const trustUndetermined: Rule = {
  id: 'trust.undetermined',
  layer: 'trust-policy',
  title: 'The trust policy depends on what cannot be known from here',
  holds: 'The trust policy can be decided from here',
  needs: ['role', 'issuer'],
  check(situation) {
    const about = contextOf(situation);
    if (about === null) return { status: 'skipped', explanation: 'The request to STS is not known.' };
    const fault = trustFaults(about.trust).find((it) => it.rule === 'trust.undetermined');
    if (fault === undefined) return { status: 'pass' };
    const { source, subject } = situation.evidence.role;
    return {
      status: 'unknown',
      explanation:
        fault.condition === null
          ? `The trust policy could not be decided: ${about.trust.reasons.join(' ')}`
          : `${statementName(fault)} depends on ${fault.condition.operator} ${fault.condition.key} (${fault.condition.wanted.join(', ')}), which the token does not tell, so nobody can say from here whether ${about.who} gets in; all else in the statement lets it in.`,
      evidence: [{ source, subject }],
    };
  },
};
