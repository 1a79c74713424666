import { symptomRule } from './symptom-rule.ts';

export const stsRegionDisabled = symptomRule({
  id: 'sts.region-disabled',
  layer: 'sts',
  title: 'STS is switched off in the region',
  holds: 'STS is switched on in the region',
  details: ['sts-region-disabled'],
  explain: ({ target }) => ({
    expected: `STS active in ${target.region ?? 'the region that is called'}`,
    actual: 'STS not activated there for this account',
    explanation:
      'The account has STS switched off in the region that the SDK calls. Activate it in IAM, Account settings, Security Token Service; or set AWS_REGION in the pods to a region where it is active.',
  }),
});
