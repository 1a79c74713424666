import { scenario } from '../scenario.ts';

export const REFUSED_OTHER_ROLE = scenario({
  id: 'refused-other-role',
  title: 'The application asks for another role than the annotated one: only --cloudtrail shows it',
  breaks: null,
  shows: 'observed.other-role',
  namespace: 'vineyard',
  serviceAccount: 'cellar',
  earlier: [{ minutesAgo: 45 }, { minutesAgo: 16, isRefused: true, roleName: 'vineyard-cellar-old' }],
});
