import { statementName, trustRule } from './trust-rule.ts';

export const trustSubjectWildcardLiteral = trustRule({
  id: 'trust.subject-wildcard-literal',
  title: 'A wildcard in the subject is taken literally',
  holds: 'No wildcard in the subject is taken literally',
  explain: (fault, { request, who }) => ({
    expected: request.subject,
    actual: fault.condition?.wanted.join(', ') ?? '',
    explanation: `Under ${fault.condition?.operator ?? 'StringEquals'}, as in ${statementName(fault)}, * and ? are ordinary characters, so the value lets nobody in. Name ${who} exactly; only StringLike reads wildcards, and they let in more than you need.`,
  }),
});
