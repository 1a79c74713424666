import { scenario } from '../scenario.ts';

export const SLOW = scenario({
  id: 'slow',
  title: 'Everything is right, and slow',
  breaks: null,
  namespace: 'telemetry',
  serviceAccount: 'collector',
  also: (world) => {
    world.delays.push(
      { api: 'iam:GetRole', match: 'telemetry-collector', ms: 1500 },
      { api: 'kubernetes:list pods', match: 'telemetry', ms: 800 },
      { api: 'kubernetes:list serviceaccounts', match: 'telemetry', ms: 400 },
    );
  },
});
