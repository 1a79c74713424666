import { RETIRED_ISSUER_HOST } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const REFUSED_ELSEWHERE = scenario({
  id: 'refused-elsewhere',
  title: 'The workload that fails runs in another cluster: only --cloudtrail shows it',
  breaks: null,
  shows: 'observed.other-issuer',
  namespace: 'quarry',
  serviceAccount: 'crusher',
  earlier: [{ minutesAgo: 50 }, { minutesAgo: 19, isRefused: true, host: RETIRED_ISSUER_HOST }],
});
