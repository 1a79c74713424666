import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import { issuerHostOf } from '../trust/provider-arn.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const clusterOtherIssuer: Rule = {
  id: 'cluster.other-issuer',
  layer: 'cluster',
  title: "The error is about another issuer than this cluster's",
  holds: 'The error is about this cluster',
  needs: ['issuer'],
  concerns: (situation) => otherIssuer(situation) !== null,
  check(situation) {
    const issuer = otherIssuer(situation);
    if (issuer === null) return { status: 'pass' };
    const own = knownOrNull(situation.evidence.issuer) ?? '';
    const isInternal = /kubernetes\.default|\.cluster\.local|\.svc\b/.test(issuer);
    const why = isInternal
      ? 'That is the name by which a cluster calls itself within, which no AWS service can reach: such a token is not from this cluster, or the API server was started with another --service-account-issuer. A cluster that you run yourself needs an issuer that AWS can reach.'
      : 'So the token came from a pod of another cluster, or of this one before it was created anew. Name the cluster that the pod runs in, and ask again.';
    return {
      status: 'unknown',
      explanation: `The error speaks of ${issuer}, and the issuer of this cluster is ${own}. ${why}`,
      evidence: [PASTED_ERROR, situation.evidence.issuer],
    };
  },
};

/** The error's issuer where it is not the cluster's; null where it is, or either is not known. */
function otherIssuer({ evidence, symptom }: Situation): string | null {
  const own = knownOrNull(evidence.issuer);
  const told = symptom?.issuer ?? null;
  if (own === null || told === null) return null;
  return issuerHostOf(told) === issuerHostOf(own) ? null : told;
}
