import { symptomRule } from './symptom-rule.ts';

export const stsOtherEndpoint = symptomRule({
  id: 'sts.other-endpoint',
  layer: 'sts',
  title: 'The request for STS goes to another service',
  holds: 'Requests for STS go to STS',
  details: ['sts-other-endpoint'],
  explain: () => ({
    expected: 'a request to STS',
    actual: 'a request to a service that does not know AssumeRoleWithWebIdentity',
    explanation:
      'An endpoint that was meant for one service, most often S3 or DynamoDB, is set for all of them, so that the call for credentials goes there too. Set it for that service alone (AWS_ENDPOINT_URL_S3), or say AWS_ENDPOINT_URL_STS besides.',
  }),
});
