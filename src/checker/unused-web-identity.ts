import type { Judgement } from './judge.ts';
import { knownOrNull } from './known.ts';
import { hasPodIdentity, hasWebIdentity, podsInQuestion } from './pods-in-question.ts';
import type { Situation } from './situation.ts';

/** Whether all pods in question get their credentials from EKS Pod Identity, so that web identity is not what they live on. */
export function isWebIdentityUnused({ evidence, target }: Situation): boolean {
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  return pods.length > 0 && pods.every((pod) => hasPodIdentity(pod) && !hasWebIdentity(pod));
}

/** A failure of a chain that nobody uses now is a warning: it matters again when Pod Identity goes. */
export function withoutWeight(judgement: Judgement): Judgement {
  const { finding } = judgement;
  if (finding.status !== 'fail' || finding.layer === 'pod') return judgement;
  const explanation = `${finding.explanation} The pods use EKS Pod Identity now, so this does not matter until that is taken away.`;
  return { ...judgement, finding: { ...finding, status: 'warn', explanation } };
}
