import type { Judgement } from './judge.ts';
import type { Situation } from './situation.ts';
import type { Layer } from './vocabulary/finding.ts';

/** What STS decides by. */
const DECIDED_BY_AWS: readonly Layer[] = ['cluster', 'provider', 'role', 'trust-policy'];

/**
 * Where AWS itself has let the role be assumed, nothing that it decides by is open any longer, and what looks wrong there is at most about to
 * be: the two are told beside each other.
 */
export function weighedByProof(judgements: readonly Judgement[], situation: Situation): readonly Judgement[] {
  const { proof } = situation.evidence;
  if (proof?.state !== 'known' || !proof.value.isAccepted) return judgements;
  return judgements.map((judgement) => {
    const { finding } = judgement;
    if (!DECIDED_BY_AWS.includes(finding.layer)) return judgement;
    if (finding.status === 'unknown') {
      const explanation = 'AWS itself let the role be assumed just now, so this is settled.';
      return { ...judgement, finding: { ...finding, status: 'skipped', explanation, evidence: [] } };
    }
    if (finding.status !== 'fail') return judgement;
    const explanation = `${finding.explanation} AWS let the role be assumed all the same just now: if this was changed a moment ago, the change is still on its way.`;
    return { ...judgement, finding: { ...finding, status: 'warn', explanation } };
  });
}
