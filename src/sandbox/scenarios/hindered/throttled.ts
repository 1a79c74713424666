import { scenario } from '../scenario.ts';

export const THROTTLED = scenario({
  id: 'throttled',
  title: 'IAM throttles twice, then answers that everything is right',
  breaks: null,
  namespace: 'events',
  serviceAccount: 'consumer',
  also: (world) => {
    world.faults.push({ api: 'iam:GetRole', match: 'events-consumer', kind: 'throttled', times: 2 });
  },
});
