import { ROLE_ANNOTATION } from './annotations.ts';
import type { Judgement } from './judge.ts';
import { knownOrNull } from './known.ts';
import { hasPodIdentity, hasWebIdentity, podsInQuestion } from './pods-in-question.ts';
import type { Situation } from './situation.ts';
import type { Layer } from './vocabulary/finding.ts';

/**
 * Weighs what was found by which of web identity and Pod Identity the service account lives on: a fault of the one that its pods do not use is
 * a warning, since it matters again when the other goes, and of one that it was never meant to use nothing is said.
 */
export function weighedByUse(judgements: readonly Judgement[], situation: Situation): readonly Judgement[] {
  const use = useOf(situation);
  switch (use) {
    case 'pod-identity-alone':
      return judgements.filter(({ finding }) => !WEB_IDENTITY.includes(finding.layer));
    case 'pod-identity-first':
      return judgements.map((it) =>
        UNUSED_WEB_IDENTITY.includes(it.finding.layer) ? withoutWeight(it, 'EKS Pod Identity') : it,
      );
    case 'web-identity-first':
      return judgements.map((it) =>
        it.finding.layer === 'pod-identity' ? withoutWeight(it, 'web identity') : it,
      );
    case 'as-it-stands':
      return judgements;
  }
}

const WEB_IDENTITY: readonly Layer[] = ['cluster', 'provider', 'role', 'trust-policy'];
const UNUSED_WEB_IDENTITY: readonly Layer[] = ['service-account', ...WEB_IDENTITY];

/** `first`: both are there, and all pods live on this one. A pod with both sets of variables lives on web identity, which SDKs try first. */
type Use = 'pod-identity-alone' | 'pod-identity-first' | 'web-identity-first' | 'as-it-stands';

function useOf({ evidence, target }: Situation): Use {
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  const isAssociated = (knownOrNull(evidence.associations) ?? []).length > 0;
  const account = knownOrNull(evidence.serviceAccount);
  const isAnnotated = account === null || account.annotations[ROLE_ANNOTATION] !== undefined;
  const isServed = pods.length > 0 && pods.every((pod) => hasPodIdentity(pod) && !hasWebIdentity(pod));
  if (!isAnnotated && (isAssociated || isServed) && !pods.some(hasWebIdentity)) return 'pod-identity-alone';
  if (isServed) return 'pod-identity-first';
  return isAssociated && pods.length > 0 && pods.every(hasWebIdentity)
    ? 'web-identity-first'
    : 'as-it-stands';
}

function withoutWeight(judgement: Judgement, used: string): Judgement {
  const { finding } = judgement;
  if (finding.status !== 'fail') return judgement;
  const explanation = `${finding.explanation} The pods use ${used} now, so this does not matter until that is taken away.`;
  return { ...judgement, finding: { ...finding, status: 'warn', explanation } };
}
