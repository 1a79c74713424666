import type { Rule } from './rule.ts';
import { trustFaults } from './trust-cause.ts';
import { contextOf, statementName } from './trust-rule.ts';

export const trustCallerKey: Rule = {
  id: 'trust.caller-key',
  layer: 'trust-policy',
  title: 'The trust policy asks who the caller is, and a pod with a token is nobody yet',
  holds: 'The trust policy does not ask for an AWS principal behind the token',
  needs: ['role', 'issuer'],
  concerns(situation) {
    const about = contextOf(situation);
    return about !== null && trustFaults(about.trust)[0]?.rule === 'trust.caller-key';
  },
  check(situation) {
    const about = contextOf(situation);
    const fault = about === null ? undefined : trustFaults(about.trust)[0];
    const condition = fault?.condition ?? null;
    if (about === null || fault === undefined || condition === null) return { status: 'pass' };
    const { source, subject } = situation.evidence.role;
    return {
      status: 'unknown',
      explanation: `${statementName(fault)} asks for ${condition.operator} ${condition.key} (${condition.wanted.join(', ')}). The call with a web identity is made without AWS credentials, so as far as is known it has no such key, and the condition keeps ${about.who} out; AWS does not say so in writing. Take the condition out of this statement: provider, sub and aud already say who may come in.`,
      evidence: [{ source, subject }],
    };
  },
};
