import { symptomRule } from './symptom-rule.ts';

export const stsThrottled = symptomRule({
  id: 'sts.throttled',
  layer: 'sts',
  title: 'AWS throttles the calls',
  holds: 'AWS does not throttle the calls',
  details: ['throttled'],
  explain: () => ({
    expected: 'fewer calls at a time',
    actual: 'Rate exceeded',
    explanation:
      'Too many calls came at once, often when many pods start together or each request makes a client of its own. Make one client per process, let the SDK retry (AWS_RETRY_MODE=adaptive), and start pods more slowly. Role and trust policy have no part in it.',
  }),
});
