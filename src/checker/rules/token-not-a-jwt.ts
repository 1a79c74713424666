import { symptomRule } from './symptom-rule.ts';

export const tokenNotAJwt = symptomRule({
  id: 'token.not-a-jwt',
  layer: 'token',
  title: 'What STS was given is not a token of the cluster',
  holds: 'STS is given a token of the cluster',
  details: ['not-a-jwt'],
  explain: () => ({
    expected: 'the content of the token file, unchanged',
    actual: 'something that is not an OIDC token',
    explanation:
      'STS cannot read it as a token: the process sends the name of the file, a token with "Bearer" before it or a line end behind, an access token of something else, or one that is not signed with RSA. Send the content of the file as it is.',
  }),
});
