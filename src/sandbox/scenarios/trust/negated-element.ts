import { scenario } from '../scenario.ts';
import { webIdentityStatement } from '../web-identity-trust.ts';

export const NEGATED_ELEMENT = scenario({
  id: 'negated-element',
  title: 'It works, since the policy allows everything but what it lists',
  breaks: 'trust.negated-element',
  verdict: 'at-risk',
  namespace: 'weather',
  serviceAccount: 'fetcher',
  trustPolicy: (parties) => {
    const { Action: _action, ...statement } = webIdentityStatement(parties);
    return { Version: '2012-10-17', Statement: [{ ...statement, NotAction: 'sts:TagSession' }] };
  },
});
