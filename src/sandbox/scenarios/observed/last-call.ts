import { scenario } from '../scenario.ts';

export const REFUSED_OF_LATE = scenario({
  id: 'refused-of-late',
  title: 'All that can be read is right, and STS refused the role a while ago: only --cloudtrail shows it',
  breaks: null,
  shows: 'observed.last-call',
  namespace: 'harbour',
  serviceAccount: 'pilot',
  earlier: [
    { minutesAgo: 190 },
    { minutesAgo: 25, isRefused: true },
    { minutesAgo: 24, isRefused: true },
    { minutesAgo: 21, isRefused: true },
  ],
});
