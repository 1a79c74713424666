import { symptomRule } from './symptom-rule.ts';

export const tokenExpired = symptomRule({
  id: 'token.expired',
  layer: 'token',
  title: 'The token had expired when it reached STS',
  holds: 'The token is in date',
  details: ['token-expired'],
  explain: () => ({
    expected: 'the token that is in the file at that moment',
    actual: 'a token that had expired',
    explanation:
      'The kubelet puts a fresh token into the file long before the old one expires, so the process kept an old copy: it read the file once at its start, or passes the token on. Let the SDK read the file each time; creating the pods anew helps until the next expiry. An error right after the start of a pod means something else: look at the clock of its node.',
  }),
});
