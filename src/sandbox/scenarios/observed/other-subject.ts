import { scenario } from '../scenario.ts';

export const REFUSED_TO_ANOTHER = scenario({
  id: 'refused-to-another',
  title: 'The workload that fails runs under another service account: only --cloudtrail shows it',
  breaks: null,
  shows: 'observed.other-subject',
  namespace: 'orchard',
  serviceAccount: 'press',
  earlier: [
    { minutesAgo: 40 },
    { minutesAgo: 18, isRefused: true, serviceAccount: 'press-v2' },
    { minutesAgo: 17, isRefused: true, serviceAccount: 'press-v2' },
  ],
});
