import { scenario } from '../scenario.ts';

export const GUARDED = scenario({
  id: 'guarded',
  title:
    'All that can be read is right, and the organisation keeps web identity from the role: only --prove shows it',
  breaks: null,
  proves: 'proof.aws-refused',
  namespace: 'embargo',
  serviceAccount: 'courier',
  role: {
    permit: (role) => {
      role.isGuarded = true;
    },
  },
});
