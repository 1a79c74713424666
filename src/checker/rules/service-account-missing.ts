import { serviceAccountFix } from '../fixes/service-account-fix.ts';
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
      explanation: `There is no service account ${name} in this cluster, so no pod can run under it. Create it with its role annotation, or check the spelling of namespace and name, and that this is the right cluster.`,
      fix: serviceAccountFix(situation),
    };
  },
};
