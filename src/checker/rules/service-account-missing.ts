import { serviceAccountFix } from '../fixes/service-account-fix.ts';
import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import { similarity } from '../trust/explain/edit-distance.ts';
import type { Rule } from './rule.ts';

export const serviceAccountMissing: Rule = {
  id: 'service-account.missing',
  layer: 'service-account',
  title: 'The service account does not exist',
  holds: 'The service account exists',
  needs: ['serviceAccount'],
  judgesAbsence: true,
  check(situation) {
    const { evidence, target } = situation;
    const name = `${target.namespace}/${target.serviceAccount}`;
    if (evidence.serviceAccount.state === 'known') return { status: 'pass', actual: name };
    return {
      status: 'fail',
      expected: `service account ${target.serviceAccount} in namespace ${target.namespace}`,
      actual: 'no such service account',
      explanation: `There is no service account ${name} in this cluster, so no pod can run under it. Create it with its role annotation, or check the spelling of namespace and name, and that this is the right cluster.${othersLike(situation)}`,
      fix: serviceAccountFix(situation),
    };
  },
};

/** From here on two names are more alike than chance makes them. */
const ALIKE = 0.6;

/** One more sentence, on what somebody may have meant: the same name elsewhere, or a name much like it here. */
function othersLike({ evidence, target }: Situation): string {
  const elsewhere = knownOrNull(evidence.namesakes)?.accounts ?? [];
  const here = (knownOrNull(evidence.siblings)?.accounts ?? [])
    .map((account) => ({ account, likeness: similarity(account.name, target.serviceAccount) }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ account }) => account);
  const names = [...here, ...elsewhere].slice(0, 3).map(({ namespace, name }) => `${namespace}/${name}`);
  return names.length === 0 ? '' : ` There is ${names.join(', ')}.`;
}
