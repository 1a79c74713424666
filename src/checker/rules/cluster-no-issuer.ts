import type { Rule } from './rule.ts';

export const clusterNoIssuer: Rule = {
  id: 'cluster.no-issuer',
  layer: 'cluster',
  title: 'The cluster has no OIDC issuer',
  holds: 'The cluster has an OIDC issuer',
  needs: ['issuer'],
  judgesAbsence: true,
  check({ evidence }) {
    if (evidence.issuer.state === 'known') return { status: 'pass', actual: evidence.issuer.value };
    return {
      status: 'fail',
      expected: 'an OIDC issuer URL',
      actual: 'none',
      explanation:
        'The cluster has no OIDC issuer that AWS could know, so no role can trust its service accounts; local clusters on Outposts are of that kind. Give the pods their credentials in another way: no trust policy can mend this.',
    };
  },
};
