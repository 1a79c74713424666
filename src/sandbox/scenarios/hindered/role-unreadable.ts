import { scenario } from '../scenario.ts';

export const ROLE_UNREADABLE = scenario({
  id: 'role-unreadable',
  title: 'The bot may not read the role',
  breaks: null,
  verdict: 'unknown',
  namespace: 'vault',
  serviceAccount: 'rotator',
  also: (world) => {
    world.faults.push({ api: 'iam:GetRole', match: 'vault-rotator', kind: 'denied' });
  },
});
