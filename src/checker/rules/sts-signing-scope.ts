import { symptomRule } from './symptom-rule.ts';

export const stsSigningScope = symptomRule({
  id: 'sts.signing-scope',
  layer: 'sts',
  title: 'The request to STS is signed for another region',
  holds: 'Requests to STS are signed for their region',
  details: ['sts-signing-scope'],
  explain: ({ target }) => ({
    expected: `a request signed for ${target.region ?? 'the region of the endpoint'}`,
    actual: 'a signature for another region',
    explanation:
      'Endpoint and signing region do not go together, as where the global endpoint of STS is called with a region, or an endpoint is written into the settings. Set AWS_REGION and AWS_STS_REGIONAL_ENDPOINTS=regional, and take endpoints out of the settings.',
  }),
});
