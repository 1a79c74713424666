import { setVariableFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { sessionNameVerdict } from '../session-name.ts';
import type { Rule } from './rule.ts';
import { trustFaults } from './trust-cause.ts';
import { contextOf, statementName } from './trust-rule.ts';

export const trustSessionName: Rule = {
  id: 'trust.session-name',
  layer: 'trust-policy',
  title: 'The trust policy asks for a session name that the pods do not use',
  holds: 'The pods use the session name that the trust policy asks for',
  needs: ['role', 'issuer'],
  concerns(situation) {
    const about = contextOf(situation);
    return about !== null && trustFaults(about.trust)[0]?.rule === 'trust.session-name';
  },
  check(situation) {
    const { evidence, target } = situation;
    const about = contextOf(situation);
    const fault = about === null ? undefined : trustFaults(about.trust)[0];
    const condition = fault?.condition ?? null;
    if (about === null || fault === undefined || condition === null) return { status: 'pass' };
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const { truth, names } = sessionNameVerdict(condition, pods);
    const asks = `${statementName(fault)} asks for ${condition.operator} ${condition.key} (${condition.wanted.join(', ')})`;
    if (truth === 'true') return { status: 'pass', actual: names.join(', ') };
    if (truth === 'unknown') {
      return {
        status: 'unknown',
        explanation: `${asks}, and which name the SDK chooses is not known from here: set AWS_ROLE_SESSION_NAME in the pods, so that it is certain.`,
        evidence: [evidence.role],
      };
    }
    const [only, ...others] = condition.wanted;
    const wanted = only !== undefined && others.length === 0 && /^[\w+=,.@-]{2,64}$/.test(only) ? only : null;
    const found =
      names.length === 0
        ? 'AWS_ROLE_SESSION_NAME is not set in the pods, so their SDKs make up a name for each session'
        : `AWS_ROLE_SESSION_NAME of the pods is ${names.join(', ')}`;
    return {
      status: 'fail',
      expected: condition.wanted.join(' or '),
      actual: names.length === 0 ? 'a name that the SDK makes up' : names.join(', '),
      explanation: `${asks}. ${found}, and STS refuses it with the same words as any other condition. Set the variable in the pod template, or take the condition out.`,
      evidence: [evidence.role, evidence.pods],
      ...(wanted === null ? {} : { fix: setVariableFix(pods, [], 'AWS_ROLE_SESSION_NAME', wanted) }),
    };
  },
};
