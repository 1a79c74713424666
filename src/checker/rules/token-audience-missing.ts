import { symptomRule } from './symptom-rule.ts';

export const tokenAudienceMissing = symptomRule({
  id: 'token.audience-missing',
  layer: 'token',
  title: 'The token has no audience at all',
  holds: 'The token has an audience',
  details: ['audience-missing'],
  explain: () => ({
    expected: 'the projected token at AWS_WEB_IDENTITY_TOKEN_FILE',
    actual: 'a token without aud',
    explanation:
      'Only the long-lived tokens in Secrets have no audience, so the process reads such a one. Point it to the file that AWS_WEB_IDENTITY_TOKEN_FILE names, which the webhook mounts.',
  }),
});
