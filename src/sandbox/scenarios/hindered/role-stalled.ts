import { scenario } from '../scenario.ts';

export const ROLE_STALLED = scenario({
  id: 'role-stalled',
  title: 'IAM never answers for this role',
  breaks: null,
  verdict: 'unknown',
  namespace: 'drafts',
  serviceAccount: 'saver',
  also: (world) => {
    world.faults.push({ api: 'iam:GetRole', match: 'drafts-saver', kind: 'hang' });
  },
});
