import { knownOrNull } from './known.ts';
import { countPods, podsInQuestion } from './pods-in-question.ts';
import type { Situation } from './situation.ts';
import type { Container } from './vocabulary/evidence.ts';

/** One more sentence where containers send their calls over HTTPS through a proxy; empty where none does. Values are never looked at. */
export function proxyHint({ evidence, target }: Situation): string {
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  const affected = pods.filter((pod) => pod.containers.some(isProxied));
  const container = affected.flatMap(({ containers }) => containers).find(isProxied);
  if (container === undefined) return '';
  const exception = names(container, 'NO_PROXY')
    ? 'unless its NO_PROXY excepts STS'
    : 'since it has no NO_PROXY';
  return ` Container ${container.name} of ${countPods(affected, pods)} has a proxy set, and calls STS through it ${exception}: look there first.`;
}

function isProxied(container: Container): boolean {
  return names(container, 'HTTPS_PROXY') || names(container, 'ALL_PROXY');
}

function names({ environmentNames }: Container, wanted: string): boolean {
  return environmentNames.some((name) => name.toUpperCase() === wanted);
}
