import { refusal, scenario } from '../scenario.ts';

export const ROLE_MISSING = scenario({
  id: 'role-missing',
  title: 'The role of the annotation does not exist',
  breaks: 'role.missing',
  namespace: 'quotes',
  serviceAccount: 'engine',
  role: { isThere: false },
  error: refusal('quotes', 'engine'),
});
